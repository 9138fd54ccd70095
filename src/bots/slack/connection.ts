/** Joins Bolt to Slack: proves the token first, then opens the door that is configured, Socket Mode or HTTP. */

import { App } from '@slack/bolt'
import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { ConnectError } from '../../core/ports/chat-platform.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { Log } from '../../core/ports/log.ts'
import { codeOf, failureOf } from './errors.ts'
import { createHttpDoor, type SlackRequestListener } from './http-door.ts'
import type { Identity } from './interactions.ts'
import { pause } from './pause.ts'
import { createSocketDoor } from './socket-door.ts'
import { clientOptions, quietLogger } from './web-api.ts'

export interface ConnectionOptions {
  readonly api: WebClient
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken?: string | undefined
  readonly signingSecret?: string | undefined
  readonly clock: Clock
  readonly log: Log
  /** Waits between the first tries to reach Slack, and between tries to come back. */
  readonly startMs?: readonly number[] | undefined
  readonly reconnectMs?: readonly number[] | undefined
}

export interface Connection {
  /** For registering listeners; Bolt never starts or stops anything itself. */
  readonly app: App
  readonly requestListener: SlackRequestListener | undefined
  /** True between `open` and `close`: calls may be made. */
  readonly isOpen: boolean
  /** True while requests can arrive, too. */
  readonly ready: boolean
  /** Known once `open` has resolved. Throws before. */
  identity(): Identity
  /** Rejects with {@link ConnectError}. */
  open(): Promise<void>
  close(): Promise<void>
}

const START_MS = [500, 2_000, 5_000]

export function createConnection(options: ConnectionOptions): Connection {
  const { api, log, clock } = options
  let identity: Identity | null = null
  let isOpen = false
  const closing = new AbortController()
  const socket =
    options.appToken === undefined
      ? undefined
      : createSocketDoor({
          appToken: options.appToken,
          clientOptions: clientOptions(options.apiUrl, log),
          log,
          ...(options.reconnectMs === undefined ? {} : { reconnectMs: options.reconnectMs }),
        })
  const http =
    socket !== undefined || options.signingSecret === undefined
      ? undefined
      : createHttpDoor({ signingSecret: options.signingSecret, clock, log, isOpen: () => isOpen })
  const receiver = socket?.receiver ?? http?.receiver
  if (receiver === undefined)
    throw new ConnectError('refused', 'Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside SLACK_BOT_TOKEN.')

  const known = () => {
    if (identity === null) throw new Error('not connected to Slack yet')
    return identity
  }
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: options.botToken, botId: known().botId, botUserId: known().botUserId, teamId: known().teamId }),
    clientOptions: clientOptions(options.apiUrl, log),
    logger: quietLogger(log),
    convoStore: false,
    attachFunctionToken: false,
  })
  app.error(async (error) => log.error({ chatPlatform: 'slack', code: error.code }, 'slack listener failed'))

  async function proveToken(): Promise<Identity> {
    const answer = await api.auth.test()
    if (answer.team_id === undefined || answer.user_id === undefined || answer.bot_id === undefined) {
      throw new ConnectError('bad-token', 'SLACK_BOT_TOKEN belongs to a person, not to a bot. It starts with "xoxb-".')
    }
    const scopes = answer.response_metadata?.scopes
    return {
      teamId: answer.team_id,
      botUserId: answer.user_id,
      botId: answer.bot_id,
      scopes: scopes === undefined ? null : new Set(scopes),
    }
  }

  /** Tries a few times what a moment's weakness of the network or of Slack may spoil; says at once what waiting cannot mend. */
  async function attempt<T>(variable: string, work: () => Promise<T>): Promise<T> {
    const waits = options.startMs ?? START_MS
    for (let tries = 0; ; tries++) {
      try {
        return await work()
      } catch (error) {
        const final = closing.signal.aborted
          ? new ConnectError('unreachable', 'Stopped before Slack was connected.')
          : finalError(error, variable)
        if (final !== null) throw final
        const wait = waits[tries]
        const code = codeOf(error)
        if (wait === undefined)
          throw new ConnectError('unreachable', `Slack could not be reached (${code}). Check the network and SLACK_API_URL.`, {
            cause: error,
          })
        log.warn({ chatPlatform: 'slack', code }, 'slack cannot be reached')
        const failure = failureOf(error)
        await pause(failure.kind === 'wait' ? failure.retryAfterMs : wait, closing.signal)
      }
    }
  }

  return {
    app,
    requestListener: http?.listener,
    get isOpen() {
      return isOpen
    },
    get ready() {
      return isOpen && (socket?.isOpen ?? true)
    },
    identity: known,
    async open() {
      identity = await attempt('SLACK_BOT_TOKEN', proveToken)
      if (socket !== undefined) await attempt('SLACK_APP_TOKEN', () => socket.open())
      isOpen = !closing.signal.aborted
    },
    async close() {
      closing.abort()
      isOpen = false
      await socket?.close()
    },
  }
}

/** https://docs.slack.dev/reference/methods/auth.test#errors and …/apps.connections.open#errors */
const BAD_TOKEN = new Set(['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'not_allowed_token_type'])
const REFUSED = new Set([
  'missing_scope',
  'no_permission',
  'org_login_required',
  'ekm_access_denied',
  'forbidden_team',
  'access_denied',
  'enterprise_is_restricted',
])

/** The error that no waiting mends, in words that name what to fix; never Slack's own words, never a token. */
function finalError(error: unknown, variable: string): ConnectError | null {
  if (error instanceof ConnectError) return error
  if (!(error instanceof WebAPIPlatformError)) return null
  const code = codeOf(error)
  if (BAD_TOKEN.has(code)) return new ConnectError('bad-token', `Slack does not accept ${variable} (${code}).`, { cause: error })
  if (code === 'missing_scope' && variable === 'SLACK_APP_TOKEN')
    return new ConnectError('refused', 'SLACK_APP_TOKEN lacks the scope connections:write.', { cause: error })
  if (REFUSED.has(code)) return new ConnectError('refused', `Slack refuses to work with ${variable} (${code}).`, { cause: error })
  return null
}
