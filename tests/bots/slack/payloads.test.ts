import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInteractions } from '../../../src/bots/slack/interactions.ts'
import { createFakeFrontDesk } from '../../fakes/front-desk.ts'
import { recordingLog } from './start-bot.ts'

/** Interactions with nothing behind them: answers are counted, people are unknown. */
function bare() {
  const { log, lines } = recordingLog()
  const answered: unknown[] = []
  const removed: string[] = []
  const interactions = createInteractions({
    frontDesk: createFakeFrontDesk(),
    answers: {
      inAck: () => ({ text: 'x', blocks: [], response_type: 'ephemeral', unfurl_links: false, unfurl_media: false }),
      answer: async (reply) => void answered.push(reply),
    },
    people: { known: () => ({ locale: null, zone: null }), mayManage: async () => false },
    log,
    onRemoved: (teamId) => removed.push(teamId),
    commandName: '/optout',
    identity: () => ({ teamId: 'T1', botUserId: 'U0BOT', botId: 'B1', scopes: null }),
    answerInAckMs: 1_000,
  })
  return { interactions, lines, answered, removed }
}

/** Payloads of about the right shape, with anything in the places of things. */
const almost = fc.oneof(
  fc.anything(),
  fc.record(
    {
      command: fc.anything(),
      text: fc.anything(),
      team_id: fc.anything(),
      channel_id: fc.anything(),
      user_id: fc.anything(),
      trigger_id: fc.anything(),
      response_url: fc.anything(),
      user: fc.oneof(fc.anything(), fc.record({ id: fc.anything() })),
      team: fc.anything(),
      channel: fc.anything(),
      container: fc.anything(),
      actions: fc.oneof(fc.anything(), fc.array(fc.anything())),
      view: fc.oneof(fc.anything(), fc.record({ private_metadata: fc.anything(), state: fc.anything() })),
      event: fc.oneof(
        fc.anything(),
        fc.record({ type: fc.constantFrom('message', 'app_mention'), user: fc.anything(), channel: fc.anything(), text: fc.anything() }),
      ),
    },
    { requiredKeys: [] },
  ),
)

test('whatever arrives is acknowledged exactly once, and nothing throws', async () => {
  await fc.assert(
    fc.asyncProperty(almost, async (body) => {
      const { interactions } = bare()
      for (const handle of ['command', 'action', 'view'] as const) {
        let acks = 0
        await interactions[handle](body, async () => void acks++)
        expect(acks, handle).toBe(1)
      }
      await interactions.event(body)
    }),
  )
})

test('what cannot be read is logged without its content', async () => {
  const { interactions, lines, answered } = bare()
  await interactions.command({ command: '/optout', text: 'my secret' }, async () => {})
  expect(lines).toEqual([{ level: 'warn', message: 'slack payload not understood', fields: { chatPlatform: 'slack', what: 'command' } }])
  expect(answered).toEqual([])
})

test('an answer whose acknowledgement was lost goes another way', async () => {
  const { interactions, answered } = bare()
  const body = {
    command: '/optout',
    text: 'x',
    team_id: 'T1',
    channel_id: 'C1',
    user_id: 'U1',
    trigger_id: 't',
    response_url: 'https://hooks.example/1',
  }
  await interactions.command(body, async () => {
    throw new Error('the socket is closed')
  })
  expect(answered.length).toBe(1)
})

test.each([
  ['the app is uninstalled', { type: 'app_uninstalled' }, ['T1']],
  ['our token is revoked', { type: 'tokens_revoked', tokens: { bot: ['U0BOT'], oauth: [] } }, ['T1']],
  ['somebody else’s token is revoked', { type: 'tokens_revoked', tokens: { bot: ['U0OTHER'] } }, []],
  ['a person’s token is revoked', { type: 'tokens_revoked', tokens: { oauth: ['U1'] } }, []],
  ['something else happens', { type: 'team_join' }, []],
])('what is kept for a workspace can go when %s', (_, event, expected) => {
  const { interactions, removed } = bare()
  interactions.removal({ type: 'event_callback', team_id: 'T1', event })
  expect(removed).toEqual(expected)
})
