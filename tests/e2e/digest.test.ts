/** Digests and direct messages by the whole program, over days: each arrives once, whatever is stopped and started in between. */

import { describe, expect, type TestContext, test } from 'vitest'
import type { Chat } from './support/chat.ts'
import { startDiscordChat } from './support/discord-chat.ts'
import { eventually } from './support/eventually.ts'
import { aMachine, type Machine } from './support/machine.ts'
import { practiceChat } from './support/practice-chat.ts'
import { type Program, startProgram } from './support/program.ts'
import { startSlackChat } from './support/slack-chat.ts'

const LINKEDIN = { services: 'linkedin', region: 'DE', always: 'yes' } as const
const TOLD = 'LinkedIn uses your profile and posts to train AI since 3 November 2025. You can turn it off.'

async function serve(machine: Machine, chats: readonly Chat[], { onTestFinished }: TestContext): Promise<Program> {
  const program = startProgram({
    env: { ...Object.assign({}, ...chats.map(({ env }) => env)), DATA_DIR: machine.dataDir, PORT: '0' },
    clockAheadMs: machine.aheadMs,
  })
  onTestFinished(async () => void (await program.kill()))
  const url = await program.ready()
  await Promise.all(chats.map((chat) => chat.connect(url)))
  return program
}

/** The next full minute that can still be reached, as `HH:MM`. */
function nextMinute(machine: Machine): string {
  return new Date(Math.ceil((machine.now() + 2_000) / 60_000) * 60_000).toISOString().slice(11, 16)
}

/** Which of the digests in the channel say that nothing changed. */
const quietOnes = async (chat: Chat) => (await chat.inChannel()).map(({ text }) => text.includes('Nothing changed.'))

/** Somebody in Germany follows LinkedIn. */
async function followInGermany(chat: Chat): Promise<void> {
  const guide = await chat.use('optout', { platform: 'linkedin' })
  const inGermany = await (await guide.choose('Another region…')).fill?.('Germany')
  expect(inGermany?.text).toContain('✓ LinkedIn says: no AI training')
  expect((await inGermany?.press('Follow LinkedIn'))?.text).toContain('You follow LinkedIn.')
}

async function setForNextMinute(chat: Chat, machine: Machine): Promise<void> {
  const set = await chat.use('digest set', { time: nextMinute(machine), zone: 'UTC', ...LINKEDIN }, 'admin')
  expect(set.onlyForMe).toBe(true)
  expect(set.text).toContain('The digest is set')
  expect(set.text).toContain('LinkedIn. For Germany.')
  expect(set.text).toContain('I checked that I may post there.')
}

async function holdsTheChangeOnce(chat: Chat): Promise<void> {
  const [, digest, ...more] = await chat.inChannel()
  expect(more).toEqual([])
  expect(digest?.text).toContain('Monday, 3 November 2025, for Germany.')
  expect(digest?.text).toContain(TOLD)
  const direct = (await chat.directMessages()).map(({ text }) => text)
  expect(direct).toEqual([expect.stringContaining(TOLD)])
  expect(direct[0]).toContain('You follow LinkedIn.')
  const guide = await digest?.choose('LinkedIn')
  expect(guide?.onlyForMe).toBe(true)
  expect(guide?.text).toContain('● LinkedIn: AI training is on by default')
}

describe.concurrent('a digest set for the next minute arrives, and LinkedIn’s change is told once, on its morning', () => {
  test.for([
    [
      'on Discord and on Slack over HTTP, by one program',
      (now: () => number) => [startDiscordChat({ now }), startSlackChat('http', { now })],
    ],
    ['on Slack over Socket Mode', (now: () => number) => [startSlackChat('socket', { now })]],
  ] as const)('%s', { timeout: 240_000 }, async ([, start], context) => {
    const machine = aMachine('2025-11-02T11:59:40Z')
    context.onTestFinished(() => machine.dispose())
    const chats: readonly Chat[] = await Promise.all(start(machine.now))
    context.onTestFinished(async () => void (await Promise.all(chats.map((chat) => chat.stop()))))
    const all = (holds: (chat: Chat) => Promise<boolean>) => async () => (await Promise.all(chats.map(holds))).every(Boolean)

    // Sunday noon.
    const first = await serve(machine, chats, context)
    await Promise.all(chats.map(followInGermany))
    await Promise.all(chats.map((chat) => setForNextMinute(chat, machine)))
    await eventually(
      all(async (chat) => (await chat.inChannel()).length > 0),
      90_000,
    )
    for (const chat of chats) {
      expect(await quietOnes(chat)).toEqual([true])
      expect((await chat.inChannel())[0]?.text).toContain('2 November 2025, for Germany.')
      const again = await chat.use('digest set', { time: '07:00', zone: 'UTC', ...LINKEDIN }, 'admin')
      expect(again.text).toContain('First one: 3 November 2025, 07:00.')
    }
    expect((await first.stop()).code).toBe(0)

    // Monday, almost eight in Berlin: LinkedIn's new terms have begun. Slack says where people are, and there it is still night.
    machine.setClock('2025-11-03T06:59:56Z')
    const second = await serve(machine, chats, context)
    await eventually(all(async (chat) => (await chat.inChannel()).length > 1 && (await chat.directMessages()).length > 0))
    await Promise.all(chats.map(holdsTheChangeOnce))
    expect((await second.stop()).code).toBe(0)

    // A day later, after another start: nothing of it comes again.
    machine.setClock('2025-11-04T06:59:56Z')
    const third = await serve(machine, chats, context)
    await eventually(all(async (chat) => (await chat.inChannel()).length > 2))
    expect((await third.stop()).code).toBe(0)
    for (const chat of chats) {
      expect(await quietOnes(chat)).toEqual([true, false, true])
      expect((await chat.directMessages()).length).toBe(1)
      expect(chat.elsewhere()).toBe(0)
      expect(await chat.complaints()).toEqual([])
    }
  })

  test('in the practice chat, whose days pass when its clock is moved, and whose digest outlives the program', async (context) => {
    const machine = aMachine()
    context.onTestFinished(() => machine.dispose())
    const chat = practiceChat()
    const first = await serve(machine, [chat], context)
    await chat.startOver('2025-11-02')
    await followInGermany(chat)
    expect((await chat.use('digest set', { time: '09:00', zone: 'UTC', ...LINKEDIN }, 'admin')).text).toContain('The digest is set')
    await chat.moveClock(10 * 60_000)
    expect(await quietOnes(chat)).toEqual([true])
    await chat.moveClock(86_400_000)
    await holdsTheChangeOnce(chat)
    await chat.moveClock(86_400_000)
    expect(await quietOnes(chat)).toEqual([true, false, true])
    expect((await chat.directMessages()).length).toBe(1)
    const leftAt = await chat.now()
    expect((await first.stop()).code).toBe(0)

    const second = await serve(machine, [chat], context)
    expect(await chat.now()).toBeGreaterThanOrEqual(leftAt)
    expect((await chat.use('digest show', {}, 'admin')).text).toContain('Last run: 4 November 2025.')
    await chat.moveClock(86_400_000)
    expect(await quietOnes(chat)).toEqual([true])
    expect(await chat.directMessages()).toEqual([])
    expect((await second.stop()).code).toBe(0)
  })
})
