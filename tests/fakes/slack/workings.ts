/** What the parts of the fake share. Tests see `FakeSlack` instead. */
import type { ContentCheck } from './content.ts'
import type { Journal } from './journal.ts'
import type { JsonObject } from './json.ts'
import type { MessageStore } from './messages.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { SocketMode } from './socket-mode.ts'
import type { Triggers } from './triggers.ts'
import type { ViewStore } from './views.ts'
import type { FakeTeam, World } from './world.ts'

/** The fake's state and clock. */
export interface Workings {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly origin: () => string
  readonly appId: string
  readonly appToken: string
  /** `conversations.history` gives at most this many messages: 1,000, or 15 for distributed apps. */
  readonly historyMost: number
  readonly journal: Journal
  readonly world: World
  readonly messages: MessageStore
  readonly views: ViewStore
  readonly triggers: Triggers
  readonly responseUrls: ResponseUrls
  readonly socketMode: SocketMode
  readonly content: ContentCheck
}

/** One authenticated call of a Web API method. */
export interface MethodCall {
  readonly method: string
  readonly args: JsonObject
  readonly team: FakeTeam
  readonly slack: Workings
}

/** A Web API method. */
export interface Method {
  /** https://docs.slack.dev/apis/web-api/rate-limits; `special` for the two methods with rules of their own. */
  readonly tier: 1 | 2 | 3 | 4 | 'special'
  readonly token: 'bot' | 'app'
  readonly scope?: string
  readonly required?: readonly string[]
  /** Every argument it knows; another one is recorded as a violation, since Slack would ignore it in silence. */
  readonly args: readonly string[]
  readonly run: (call: MethodCall) => JsonObject
}

/** Slack's answer when it does not do what was asked. */
export function refuse(error: string, more: JsonObject = {}): JsonObject {
  return { ok: false, error, ...more }
}

/** Reads a boolean the way Slack does, from JSON or from a form. */
export function flag(value: unknown): boolean {
  return value === true || value === 'true' || value === '1' || value === 1
}
