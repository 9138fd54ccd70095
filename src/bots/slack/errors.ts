/** What Slack's refusals and broken calls mean for a delivery. Codes only: Slack's own sentences may quote what was sent. */

import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import type { DeliveryOutcome } from '../../core/delivery.ts'

export type Failure = Exclude<DeliveryOutcome, { kind: 'delivered' }>

/** The destination is gone or closed to us. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const GONE = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'org_login_required',
  'team_access_not_granted',
  'cannot_dm_bot',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
  'users_not_found',
  'messages_tab_disabled',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
  'ekm_access_denied',
  'no_permission',
  'team_not_found',
  'as_user_not_supported',
  'slack_connect_file_link_sharing_blocked',
])

/** Nothing was sent, and a later try may work: Slack's moment of weakness, or a token that the operator can mend. */
const UNAVAILABLE = new Set([
  'service_unavailable',
  'team_added_to_org',
  'request_timeout',
  'accesslimited',
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
  'missing_scope',
])

/** Slack says itself that it does not know how far it came: "it's possible some aspect of the operation succeeded before the error was raised". */
const AMBIGUOUS = new Set(['fatal_error', 'internal_error'])

/** Slack asks to wait without saying how long. */
const RATE_LIMITED = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded'])
const WAIT_UNTOLD_MS = 30_000

/** Failures of the network before a request can have left. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** The outcome of a failed call. Whatever is not surely known to have done nothing is ambiguous. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'wait', retryAfterMs: Math.max(1, error.retryAfter) * 1000 }
  if (error instanceof WebAPIPlatformError) return ofPlatformCode(error.data.error)
  if (error instanceof WebAPIHTTPError)
    return error.statusCode >= 500
      ? { kind: 'ambiguous', code: `http_${error.statusCode}` }
      : { kind: 'refused', code: `http_${error.statusCode}` }
  if (error instanceof WebAPIRequestError) {
    const code = networkCodeOf(error.original)
    return BEFORE_SENDING.has(code) ? { kind: 'unavailable', code } : { kind: 'ambiguous', code }
  }
  return { kind: 'ambiguous', code: networkCodeOf(error) }
}

function ofPlatformCode(code: unknown): Failure {
  // The client puts a body that is no JSON, such as a proxy's page, where the code should be.
  if (typeof code !== 'string' || !/^[a-z0-9_]{1,80}$/.test(code)) return { kind: 'ambiguous', code: 'unreadable_answer' }
  if (RATE_LIMITED.has(code)) return { kind: 'wait', retryAfterMs: WAIT_UNTOLD_MS }
  if (GONE.has(code)) return { kind: 'gone', code }
  if (UNAVAILABLE.has(code)) return { kind: 'unavailable', code }
  if (AMBIGUOUS.has(code)) return { kind: 'ambiguous', code }
  return { kind: 'refused', code }
}

/** One word for a failed call, fit for a log line. */
export function codeOf(error: unknown): string {
  const failure = failureOf(error)
  return failure.kind === 'wait' ? 'rate_limited' : failure.code
}

/** The system's code behind fetch's "fetch failed", or the error's name. */
function networkCodeOf(error: unknown): string {
  for (let current: unknown = error, depth = 0; current instanceof Error && depth < 4; current = current.cause, depth++) {
    if ('code' in current && typeof current.code === 'string' && /^[A-Z0-9_]{2,60}$/.test(current.code)) return current.code
  }
  return error instanceof Error && /^[A-Za-z]{2,40}$/.test(error.name) ? error.name : 'unknown'
}
