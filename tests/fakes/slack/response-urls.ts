/** `response_url`s: five uses within thirty minutes, to answer, replace or delete what the person acted on. */
import type { ContentCheck } from './content.ts'
import type { Journal } from './journal.ts'
import { asString, isJsonObject, type JsonObject, parseJson } from './json.ts'
import type { FakeMessage, MessageContent, MessageStore } from './messages.ts'
import { flag } from './workings.ts'

/** One post to a `response_url`. */
export interface ResponseUrlPost {
  readonly body: JsonObject
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly status: number
  /** The message it made or changed; undefined when refused or when it deleted. */
  readonly message: FakeMessage | undefined
}

/** Whom a `response_url` speaks to. */
export interface ResponseUrlOwner {
  readonly kind: 'commands' | 'actions'
  readonly teamId: string
  readonly userId: string
  readonly channelId: string
  /** The author of what is posted. */
  readonly bot: { readonly userId: string; readonly botId: string }
  /** The message with the pressed button, or what the command last produced. */
  original: FakeMessage | undefined
  readonly posted: (post: ResponseUrlPost) => void
}

/** The URLs handed out so far. */
export interface ResponseUrls {
  issue(owner: ResponseUrlOwner): string
  /** Whether a path belongs to this registry, expired or not. */
  owns(path: string): boolean
  /** Who may be answered at a path, while the fake remembers it. */
  channelOf(path: string): string | undefined
  post(path: string, body: string): { readonly status: number; readonly body: string }
  /** Shows a message that came with an acknowledgement, or undefined when Slack would not show it. */
  show(owner: ResponseUrlOwner, body: JsonObject, method: string): FakeMessage | undefined
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const responseUrlUses = 5
/** Thirty minutes. */
const responseUrlLifeMs = 30 * 60_000

const known = new Set(
  'text blocks attachments response_type replace_original delete_original thread_ts mrkdwn parse link_names metadata unfurl_links unfurl_media'.split(
    ' ',
  ),
)

/** What the registry needs of the fake. */
export interface ResponseUrlSetup {
  readonly now: () => number
  readonly origin: () => string
  readonly journal: Journal
  readonly messages: MessageStore
  readonly content: ContentCheck
}

/** An empty registry. The oldest URLs are forgotten beyond 200,000, and then answer `expired_url`. */
export function createResponseUrls({ now, origin, journal, messages, content }: ResponseUrlSetup): ResponseUrls {
  const entries = new Map<string, { owner: ResponseUrlOwner; issuedAt: number; uses: number }>()
  let serial = 0

  function write(owner: ResponseUrlOwner, body: JsonObject, said: MessageContent): FakeMessage {
    if (flag(body.replace_original) && owner.original !== undefined && !owner.original.deleted) {
      messages.replace(owner.original, said)
      return owner.original
    }
    const type = body.response_type ?? 'ephemeral'
    if (type !== 'ephemeral' && type !== 'in_channel') journal.violation(`response_url: response_type ${String(type)}`)
    const message = messages.add({
      ...said,
      teamId: owner.teamId,
      channelId: owner.channelId,
      userId: owner.bot.userId,
      botId: owner.bot.botId,
      threadTs: asString(body.thread_ts),
      ephemeralTo: type === 'in_channel' ? undefined : owner.userId,
    })
    if (owner.kind === 'commands') owner.original = message
    return message
  }

  function notAnObject(): Outcome {
    journal.violation('response_url: the body is not a JSON object')
    return refusal(500, 'invalid_payload')
  }

  function carryOut(owner: ResponseUrlOwner, body: JsonObject): Outcome {
    for (const name in body) if (!known.has(name)) journal.violation(`response_url: unknown property ${name}`)
    if (flag(body.delete_original)) return remove(owner)
    const decoded = content.message(body, { method: 'response_url', channelId: owner.channelId })
    if ('content' in decoded) return { status: 200, body: 'ok', message: write(owner, body, decoded.content) }
    // Seen in the wild as 500 for `no_text` and 400 otherwise; a client must not rely on which.
    return { status: decoded.refusal.error === 'no_text' ? 500 : 400, body: JSON.stringify(decoded.refusal), message: undefined }
  }

  function remove({ original }: ResponseUrlOwner): Outcome {
    if (original === undefined || original.deleted) {
      journal.violation('response_url: delete_original without an original message')
      return refusal(404, 'message_not_found')
    }
    original.deleted = true
    return { status: 200, body: 'ok', message: undefined }
  }

  return {
    issue(owner) {
      serial += 1
      const path = `/${owner.kind}/${owner.teamId}/${serial}/${serial.toString(36).padStart(24, 'r')}`
      if (entries.size > 200_000) for (const old of [...entries.keys()].slice(0, 100_000)) entries.delete(old)
      entries.set(path, { owner, issuedAt: now(), uses: 0 })
      return origin() + path
    },
    owns: (path) => path.startsWith('/commands/') || path.startsWith('/actions/'),
    channelOf: (path) => entries.get(path)?.owner.channelId,
    post(path, text) {
      const entry = entries.get(path)
      if (entry === undefined || now() - entry.issuedAt > responseUrlLifeMs) return refusal(404, 'expired_url')
      if (entry.uses >= responseUrlUses) return refusal(404, 'used_url')
      const parsed = parseJson(text)
      const body = isJsonObject(parsed) ? parsed : undefined
      const outcome = body === undefined ? notAnObject() : carryOut(entry.owner, body)
      if (outcome.status === 200) entry.uses += 1
      entry.owner.posted({ body: body ?? {}, at: now(), status: outcome.status, message: outcome.message })
      return outcome
    },
    show(owner, body, method) {
      const decoded = content.message(body, { method, channelId: owner.channelId })
      return 'refusal' in decoded ? undefined : write(owner, body, decoded.content)
    },
  }
}

interface Outcome {
  readonly status: number
  readonly body: string
  readonly message: FakeMessage | undefined
}

function refusal(status: number, error: string): Outcome {
  return { status, body: JSON.stringify({ ok: false, error }), message: undefined }
}
