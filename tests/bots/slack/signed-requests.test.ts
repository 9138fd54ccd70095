import { expect, test } from 'vitest'
import { createSignedRequests } from '../../../src/bots/slack/signed-requests.ts'
import { sign } from '../../fakes/slack/index.ts'

const SECRET = 'secret'
const START_SEC = 1_800_000_000

function at(startSec = START_SEC) {
  const clock = { sec: startSec, now: () => clock.sec * 1000 }
  const requests = createSignedRequests(SECRET, clock)
  const refusal = (body: string, stampSec = clock.sec, secret = SECRET) =>
    requests.refusal(
      { 'x-slack-signature': sign(secret, stampSec, body), 'x-slack-request-timestamp': String(stampSec) },
      Buffer.from(body),
    )
  return { clock, requests, refusal }
}

test('a genuine request is taken once', () => {
  const { refusal } = at()
  expect([refusal('a'), refusal('a'), refusal('b'), refusal('a')]).toEqual([null, 'replayed', null, 'replayed'])
})

test('a forged request is refused and leaves no trace', () => {
  const { refusal } = at()
  expect([refusal('a', START_SEC, 'guess'), refusal('a')]).toEqual(['forged', null])
})

test('a stamp is good for five minutes back and one ahead', () => {
  const { refusal } = at()
  expect([-301, -300, 60, 61].map((shift) => refusal(`x${shift}`, START_SEC + shift))).toEqual(['stale', null, null, 'future'])
})

test('a request kept until the last moment is refused as a repeat, and after that as stale', () => {
  const { clock, refusal } = at()
  expect(refusal('a', START_SEC + 60)).toBeNull()
  for (let minute = 1; minute <= 5; minute++) {
    clock.sec += 60
    expect(refusal(`other ${minute}`)).toBeNull()
    expect(refusal('a', START_SEC + 60)).toBe('replayed')
  }
  clock.sec += 61
  expect(refusal('a', START_SEC + 60)).toBe('stale')
})

test.each([
  [{}],
  [{ 'x-slack-signature': 'v0=00' }],
  [{ 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': 'now' }],
  [{ 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': '1e9' }],
  [{ 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': '-1' }],
])('headers %j are no signature', (headers) => {
  expect(at().requests.refusal(headers, Buffer.from(''))).toBe('unsigned')
})

test.each(['', 'v0', 'v0=', 'v1=00', 'v0=zz', '=', '中'])('a signature %j is a forged one', (signature) => {
  expect(at().requests.refusal({ 'x-slack-signature': signature, 'x-slack-request-timestamp': String(START_SEC) }, Buffer.from('x'))).toBe(
    'forged',
  )
})
