/** A small front desk for the bots' tests: answers everything with short, real notices, remembers what it was asked, and can be told otherwise. */

import type { Asker } from '../../src/commands/asker.ts'
import type { Command, Input } from '../../src/commands/command.ts'
import type { FrontDesk } from '../../src/commands/front-desk-port.ts'
import type { FormReply, MessageReply, Reply } from '../../src/commands/reply.ts'
import type { Action } from '../../src/core/action.ts'
import { type Notice, plain } from '../../src/core/notice.ts'

/** One question, as it arrived. */
export type FrontDeskCall =
  | { readonly kind: 'run'; readonly path: readonly string[]; readonly input: Input; readonly asker: Asker }
  | { readonly kind: 'text'; readonly text: string; readonly asker: Asker }
  | { readonly kind: 'press'; readonly actionId: string; readonly action: Action | null; readonly asker: Asker }
  | { readonly kind: 'submit'; readonly actionId: string; readonly values: Input; readonly asker: Asker }
  | { readonly kind: 'suggest'; readonly path: readonly string[]; readonly option: string; readonly typed: string; readonly asker: Asker }

export interface FakeFrontDesk extends FrontDesk {
  /** Everything asked so far, oldest first. */
  readonly calls: readonly FrontDeskCall[]
  /** Answers questions for which `rule` gives a reply; the newest rule is asked first. What it throws is thrown, against the real desk's promise. */
  answer(rule: (call: FrontDeskCall) => Reply | Promise<Reply> | undefined): void
}

const PREFIX = 'a1:'

/** A private message of one heading. */
export function saying(text: string, options: Partial<Omit<MessageReply, 'kind' | 'notice'>> = {}): MessageReply {
  return { kind: 'message', visibility: 'private', replaces: false, ...options, notice: noticeSaying(text) }
}

export function noticeSaying(text: string): Notice {
  return { kind: 'list', locale: 'en', tone: 'none', blocks: [{ kind: 'heading', level: 1, text: plain(text) }] }
}

/** A guide as the real desk would make it: text, a link button, buttons, and a select. */
export function guideNotice(slug: string): Notice {
  return {
    kind: 'guide',
    locale: 'en',
    tone: 'on',
    blocks: [
      { kind: 'heading', level: 1, text: plain(`● ${slug}: AI training is on by default`) },
      {
        kind: 'text',
        text: [
          { kind: 'text', text: `${slug} uses your posts, ` },
          { kind: 'text', text: 'unless you turn it off', strong: true },
          { kind: 'text', text: '.' },
        ],
      },
      { kind: 'quiet', text: plain('For you: Germany, personal account') },
      { kind: 'divider' },
      { kind: 'buttons', buttons: [{ kind: 'link', label: 'Open the setting', url: 'https://service.example/settings', main: true }] },
      { kind: 'list', ordered: true, items: [plain('Open it with the button.'), plain('Turn it off.')] },
      {
        kind: 'buttons',
        buttons: [
          { kind: 'action', label: 'Follow', action: { do: 'follow', slug } },
          { kind: 'action', label: 'Share here', action: { do: 'share', slug } },
          { kind: 'action', label: 'Ask for it', action: { do: 'request-service', name: slug } },
        ],
      },
      {
        kind: 'select',
        name: 'case',
        placeholder: 'Not your case?',
        options: [
          { label: 'On iPhone', action: { do: 'guide', slug, device: 'ios' } },
          { label: 'On Android', action: { do: 'guide', slug, device: 'android' } },
        ],
      },
    ],
  }
}

/** A form of one field, for the action it was asked with. */
function formFor(action: Action): FormReply {
  return {
    kind: 'form',
    title: 'Ask for a service',
    submitLabel: 'Ask',
    cancelLabel: 'Cancel',
    fields: [
      { name: 'name', label: 'Name of the service', required: true, maxChars: 40 },
      { name: 'note', label: 'Anything else?', required: false, maxChars: 200 },
    ],
    action,
  }
}

export function createFakeFrontDesk(commands: readonly Command[] = []): FakeFrontDesk {
  const calls: FrontDeskCall[] = []
  const rules: ((call: FrontDeskCall) => Reply | Promise<Reply> | undefined)[] = []

  async function reply(call: FrontDeskCall, usual: () => Reply): Promise<Reply> {
    calls.push(call)
    for (const rule of rules.toReversed()) {
      const answer = rule(call)
      if (answer !== undefined) return answer
    }
    return usual()
  }

  return {
    calls,
    answer: (rule) => void rules.push(rule),
    commands,
    describe: (key) => key,
    run: (path, input, asker) => reply({ kind: 'run', path, input, asker }, () => guideReply(input.platform ?? path.join(' '))),
    runText: (text, asker) => reply({ kind: 'text', text, asker }, () => (text === '' ? saying('Help') : guideReply(text))),
    press(actionId, asker) {
      const action = decode(actionId)
      return reply({ kind: 'press', actionId, action, asker }, () => pressed(action))
    },
    submit: (actionId, values, asker) =>
      reply({ kind: 'submit', actionId, values, asker }, () => saying(`Asked for ${values.name ?? 'nothing'}`)),
    async suggest(path, option, typed, asker) {
      calls.push({ kind: 'suggest', path, option, typed, asker })
      return ['linkedin', 'reddit', 'slack'].filter((slug) => slug.startsWith(typed)).map((slug) => ({ label: slug, value: slug }))
    },
    failed: () => saying('Something broke on our side. Code TEST.'),
    actionId: (action) => `${PREFIX}${JSON.stringify(action)}`,
  }
}

function guideReply(slug: string): MessageReply {
  return { kind: 'message', visibility: 'private', replaces: false, notice: guideNotice(slug) }
}

function pressed(action: Action | null): Reply {
  if (action === null) return saying('These buttons are too old.')
  switch (action.do) {
    case 'guide':
      return { kind: 'message', visibility: 'private', replaces: true, notice: guideNotice(`${action.slug} on ${action.device ?? 'web'}`) }
    case 'share':
      return { kind: 'message', visibility: 'public', replaces: false, notice: guideNotice(action.slug) }
    case 'request-service':
      return formFor(action)
    default:
      return saying(`Done: ${action.do}`)
  }
}

function decode(actionId: string): Action | null {
  if (!actionId.startsWith(PREFIX)) return null
  try {
    return JSON.parse(actionId.slice(PREFIX.length)) as Action
  } catch {
    return null
  }
}
