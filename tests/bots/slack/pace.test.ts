import { expect, test } from 'vitest'
import { createPace } from '../../../src/bots/slack/pace.ts'

const never = new AbortController().signal

/** Time that passes only by waiting. */
function virtualTime() {
  let now = 0
  const waiting: number[] = []
  return {
    now: () => now,
    wait: async (ms: number) => {
      const until = now + ms
      waiting.push(until)
      // Those who came together have all been heard before time passes, and time passes in order.
      do await new Promise(setImmediate)
      while (Math.min(...waiting) < until)
      waiting.splice(waiting.indexOf(until), 1)
      now = Math.max(now, until)
    },
  }
}

test('posts go in the order they asked, urgent ones before the others', async () => {
  const pace = createPace(virtualTime())
  const went: string[] = []
  await Promise.all(
    ['a', 'b', 'c', 'd', 'e', 'now'].map((name) =>
      pace.turn({ channel: name, urgent: name === 'now' }, never).then((turn) => went.push(`${name} ${turn.kind}`)),
    ),
  )
  expect(went).toEqual(['a go', 'b go', 'c go', 'now go', 'd go', 'e go'])
})

test('a channel that has to wait does not keep the others', async () => {
  const time = virtualTime()
  const pace = createPace(time)
  const went: string[] = []
  await Promise.all(
    ['a', 'a', 'a', 'b', 'c', 'd'].map((channel) => pace.turn({ channel, urgent: false }, never).then(() => went.push(channel))),
  )
  expect(went).toEqual(['a', 'a', 'b', 'c', 'd', 'a'])
  expect(time.now()).toBe(1_000)
})

test('nobody waits long: after a refusal with a long time everybody is told to come back', async () => {
  const pace = createPace(virtualTime())
  await pace.turn({ channel: 'a', urgent: false }, never)
  expect(pace.refused('a', 30_000)).toBe('workspace')
  expect(await pace.turn({ channel: 'b', urgent: true }, never)).toEqual({ kind: 'later', waitMs: 30_000, everything: true })
})

test('a turn is given up when nobody waits for it any more', async () => {
  const pace = createPace()
  for (const channel of ['a', 'b', 'c', 'd']) await pace.turn({ channel, urgent: false }, never)
  const controller = new AbortController()
  const turn = pace.turn({ channel: 'e', urgent: false }, controller.signal)
  controller.abort()
  await expect(turn).rejects.toMatchObject({ name: 'AbortError' })
  await expect(pace.turn({ channel: 'f', urgent: false }, controller.signal)).rejects.toMatchObject({ name: 'AbortError' })
})
