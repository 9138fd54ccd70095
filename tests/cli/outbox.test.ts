import { afterEach, beforeEach, expect, test } from 'vitest'
import { outbox } from '../../src/cli/outbox.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import type { DeliveryOutcome } from '../../src/core/delivery.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aDelivery, NOON, PRIVACY } from '../contracts/store-samples.ts'
import { aMachine, type Machine } from '../e2e/support/machine.ts'
import { inProcess } from './in-process.ts'

const PERSON = '424242424242'

let machine: Machine
beforeEach(() => {
  machine = aMachine()
})
afterEach(() => machine.dispose())

const asked = (...argv: string[]) => inProcess(outbox, argv, { DISCORD_TOKEN: 'token', DATA_DIR: machine.dataDir, LOG_LEVEL: 'silent' })
const rows = async (...argv: string[]) => JSON.parse((await asked('list', '--json', ...argv)).output)

/** A direct message and a channel's digest that ended like this. */
async function given(...outcomes: readonly DeliveryOutcome[]): Promise<void> {
  const store = await openStore({ dataDir: machine.dataDir })
  await store.outbox.enqueue(
    [
      aDelivery(`follow:${PERSON}`, { destination: { kind: 'person', chatPlatform: 'discord', userId: PERSON } }),
      aDelivery('digest', { class: 'digest', destination: { kind: 'channel', ...PRIVACY } }),
    ],
    NOON,
  )
  for (const outcome of outcomes) {
    const [leased] = await store.outbox.claim({ atMs: NOON, leaseUntilMs: NOON + 1, limit: 1, chatPlatforms: ['discord'] })
    if (leased !== undefined) await store.outbox.finish(leased, { outcome, atMs: NOON, retryAt: null })
  }
  await store.close()
}

const closed: DeliveryOutcome = { kind: 'gone', code: '50007' }
const refused: DeliveryOutcome = { kind: 'refused', code: '50035' }

test('lists what was given up and why, without naming people or words', async () => {
  await given(closed, refused)
  const { output } = await asked('list')
  expect(output.split('\n')).toEqual([
    expect.stringMatching(/^2 {2}discarded {2}50035 {2}digest to discord 10, .* old, 1 attempt$/),
    expect.stringMatching(/^1 {2}discarded {2}50007 {2}follow to discord a person, .* old, 1 attempt$/),
    '',
  ])
  expect(output + JSON.stringify(await rows())).not.toContain(PERSON)
  expect(await rows()).toMatchObject([
    { id: 2, wantedAt: '2026-08-14T12:00:00.000Z', nextAt: null },
    { id: 1, to: 'a person' },
  ])
})

test('lists what waits', async () => {
  await given(closed)
  expect(await rows('--waiting')).toMatchObject([{ id: 2, state: 'pending', attempts: 0, nextAt: '2026-08-14T12:00:00.000Z' }])
})

test('says so when there is nothing', async () => {
  await given()
  expect(await asked('list')).toEqual({ output: 'Nothing was given up.\n', result: true })
  expect(await asked('retry', 'all')).toEqual({ output: 'No delivery was given up.\n', result: true })
  expect(await asked('retry', '7')).toEqual({ output: 'No delivery 7 was given up.\n', result: false })
  expect(await asked('drop', '7')).toEqual({ output: 'No delivery 7 waits or was given up.\n', result: false })
})

test('sends one again, or all', async () => {
  await given(closed, refused)
  expect((await asked('retry', '1')).output).toBe('It will be sent again.\n')
  expect((await rows()).map(({ id }: { id: number }) => id)).toEqual([2])
  expect((await asked('retry', 'all', '--json')).output).toBe('{"retried":1}\n')
  expect(await rows('--waiting')).toHaveLength(2)
})

test('drops one for good', async () => {
  await given(closed, refused)
  expect((await asked('drop', '1')).output).toBe('It will never be sent.\n')
  expect(await rows()).toMatchObject([{ id: 2 }])
  expect((await asked('retry', '1')).result).toBe(false)
})

test.each([
  [],
  ['show'],
  ['list', '1'],
  ['retry'],
  ['retry', 'x'],
  ['retry', '1', '2'],
  ['drop', 'all'],
  ['drop', '-1'],
  ['retry', '1', '--waiting'],
])('refuses %j %j %j and says what there is', async (...argv) => {
  const { error } = await asked(...argv.filter((word) => word !== undefined))
  expect(error).toBeInstanceOf(UsageError)
})
