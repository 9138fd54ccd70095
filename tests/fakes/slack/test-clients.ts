/** Clients for the fake's own tests: the real WebClient, and a bare fetch for what WebClient would never send. */
import { ErrorCode, LogLevel, WebAPIPlatformError, WebClient } from '@slack/web-api'
import type { FakeSlack } from './fake-slack.ts'
import { isJsonObject, type JsonObject } from './json.ts'

/** A WebClient that neither retries nor talks. */
export function webClient(fake: FakeSlack, token = fake.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: fake.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: quiet,
  })
}

const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}

/** Slack's refusal of a call that must fail. */
export async function refusalOf(call: Promise<unknown>): Promise<JsonObject> {
  try {
    await call
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return { ...error.data }
    throw error
  }
  throw new Error('the call was accepted')
}

/** WebClient's code for a call that failed without an answer of Slack's. */
export async function failureOf(call: Promise<unknown>): Promise<string> {
  const codes: readonly string[] = Object.values(ErrorCode)
  try {
    await call
  } catch (error) {
    const code = isJsonObject(error) ? String(error.code) : ''
    if (codes.includes(code)) return code
    throw error
  }
  throw new Error('the call was accepted')
}

/** Posts anything to a Web API method, as JSON unless told otherwise. */
export async function post(fake: FakeSlack, method: string, body: unknown, headers: Record<string, string> = {}): Promise<JsonObject> {
  const response = await fetch(fake.apiUrl + method, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${fake.botToken}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  if (!isJsonObject(answer)) throw new Error('the answer is no object')
  return answer
}
