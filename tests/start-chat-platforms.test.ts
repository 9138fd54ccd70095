import { expect, test } from 'vitest'
import { startChatPlatforms } from '../src/start-chat-platforms.ts'
import { createRecordingLog } from './fakes/log.ts'

const never = () => new Promise<void>(() => {})
const at = (name: 'discord' | 'slack' | 'local', start: () => Promise<void>) => ({ name, start })
const namesOf = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name)
const options = () => ({ log: createRecordingLog(), patienceMs: 20 })

test('waits for all when all can be connected', async () => {
  const both = [at('discord', async () => {}), at('slack', async () => {})]
  const { connected, waitedFor } = await startChatPlatforms(both, { log: createRecordingLog(), patienceMs: 60_000 })
  expect(namesOf(connected)).toEqual(['discord', 'slack'])
  expect(waitedFor).toEqual([])
})

test('begins without one that is down, and says when it came after all', async () => {
  const later = Promise.withResolvers<void>()
  const given = options()
  const { connected, waitedFor } = await startChatPlatforms([at('discord', () => later.promise), at('slack', async () => {})], given)
  expect(namesOf(connected)).toEqual(['slack'])
  expect(namesOf(waitedFor)).toEqual(['discord'])
  later.resolve()
  await later.promise
  await new Promise(setImmediate)
  expect(given.log.lines.map(({ message }) => message)).toContain('chat platform connected after all')
})

test('waits as long as it takes when none is connected', async () => {
  const first = await Promise.race([
    startChatPlatforms([at('discord', never), at('slack', never)], options()).then(() => 'began'),
    new Promise((resolve) => setTimeout(() => resolve('waits'), 100)),
  ])
  expect(first).toBe('waits')
})

test.each([
  ['alone', []],
  ['beside one that is connected', [at('slack', async () => {})]],
  ['beside one that is down', [at('slack', never)]],
])('one that can never be connected ends the start: %s', async (_, others) => {
  const refused = at('discord', async () => {
    throw new Error('wrong token')
  })
  await expect(startChatPlatforms([refused, ...others], options())).rejects.toThrow('wrong token')
})

test('one that fails later is logged, and nothing is thrown', async () => {
  const later = Promise.withResolvers<void>()
  const given = options()
  await startChatPlatforms([at('discord', () => later.promise), at('slack', async () => {})], given)
  later.reject(new Error('wrong token'))
  await new Promise(setImmediate)
  expect(given.log.lines.map(({ message }) => message)).toContain('chat platform could not be connected')
})

test('nothing to connect is nothing to wait for', async () => {
  expect(await startChatPlatforms([], options())).toEqual({ connected: [], waitedFor: [] })
})
