/** People in a strict fake Slack, over Socket Mode or signed HTTP. */

import { type FakeSlack, type FakeSlackOptions, fakeIds, type Interaction, startFakeSlack } from '../../fakes/slack/index.ts'
import { type Answer, type Chat, openForm, type Seen, type Who } from './chat.ts'
import { optionIn } from './controls.ts'
import { typedLine } from './typed-line.ts'

type Message = ReturnType<FakeSlack['messagesIn']>[number]

export interface SlackChat extends Chat {
  readonly slack: FakeSlack
}

const SIGNING_SECRET = 'an-e2e-signing-secret'
const PEOPLE: Readonly<Record<Who, string>> = { member: fakeIds.alice, admin: fakeIds.admin }

/** Several programs share the machine with the tests: whether an answer takes under three seconds is for the benchmark to say. */
const PATIENCE_MS = 20_000

/** Starts a fake Slack with its usual people. */
export async function startSlackChat(via: 'socket' | 'http', options: FakeSlackOptions = {}): Promise<SlackChat> {
  const slack = await startFakeSlack({ ackTimeoutMs: PATIENCE_MS, ...options })
  const now = options.now ?? Date.now

  function seen(message: Message): Seen {
    return {
      text: slack.visibleText(message),
      sent: JSON.stringify({ text: message.text, blocks: message.blocks }),
      async press(label, who) {
        return pressed(await slack.pressButton(message, /./, { label, ...actorOn(message, who) }), message)
      },
      async choose(label, who) {
        const { select, value } = optionIn(message.blocks, label)
        return pressed(await slack.selectOption(message, String(select.action_id), value, actorOn(message, who)), message)
      },
    }
  }

  /** What one person sees only they can act on; in the channel it is the member unless told. */
  const actorOn = (message: Message, who: Who | undefined) =>
    who === undefined && message.ephemeralTo !== undefined ? {} : { userId: PEOPLE[who ?? 'member'] }

  async function pressed(act: Interaction, on: Message): Promise<Answer> {
    await slack.waitFor(() => act.responses.length > 0 || act.view !== undefined, PATIENCE_MS)
    const { view } = act
    if (view === undefined) return answer(act, on)
    return {
      ...openForm(view.content),
      async fill(value) {
        const before = act.responses.length
        await slack.submitView(view, { [String(view.blocks[0]?.block_id)]: value })
        await slack.waitFor(() => act.responses.length > before, PATIENCE_MS)
        return answer(act, on)
      },
    }
  }

  function answer(act: Interaction, on?: Message): Answer {
    const { message } = act
    if (message === undefined) throw new Error('there was no answer to see')
    return { ...seen(message), onlyForMe: message.ephemeralTo !== undefined, inPlace: message === on }
  }

  return {
    name: via === 'socket' ? 'Slack over Socket Mode' : 'Slack over HTTP',
    slack,
    nameCharsMax: 4_000,
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.apiUrl,
      ...(via === 'socket' ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: SIGNING_SECRET }),
    },
    async connect(programUrl) {
      if (via === 'socket') await slack.socket.connected(1, PATIENCE_MS)
      else slack.delivery = { via: 'http', url: `${programUrl}/slack/events`, signingSecret: SIGNING_SECRET, now }
    },
    async use(command, given = {}, who = 'member') {
      const text = typedLine(command, given).replace(/^optout\s*/, '')
      const asked = await slack.slash({ command: '/optout', text, userId: PEOPLE[who], channelId: fakeIds.general })
      if (asked.failure !== undefined) throw new Error(`Slack shows an error instead of an answer: ${asked.failure}`)
      await slack.waitFor(() => asked.message, PATIENCE_MS)
      return answer(asked)
    },
    complete: () => Promise.reject(new Error('Slack completes no slash commands')),
    inChannel: async () => slack.messagesIn(fakeIds.general).map(seen),
    directMessages: async () => slack.dmsTo(fakeIds.alice).map(seen),
    complaints: async () => [...slack.violations, ...slack.timeouts, ...slack.pings.map(({ mention }) => `pings ${mention}`)],
    closedChannel: () => slack.addChannel({ kind: 'private', botIsMember: false, members: [fakeIds.admin] }).id,
    elsewhere: () => slack.messagesIn(fakeIds.privacy).length,
    async pressStale(actionId) {
      const posted = await fetch(`${slack.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          channel: fakeIds.general,
          text: 'From an older release',
          blocks: [
            {
              type: 'actions',
              elements: [{ type: 'button', action_id: 'old', text: { type: 'plain_text', text: 'Old' }, value: actionId }],
            },
          ],
        }),
      })
      const { ok } = (await posted.json()) as { ok: boolean }
      const message = slack.messagesIn(fakeIds.general).at(-1)
      if (!ok || message === undefined) throw new Error('the fake Slack refused the old message')
      const result = await seen(message).press('Old')
      message.deleted = true
      return result
    },
    stop: () => slack.stop(),
  }
}
