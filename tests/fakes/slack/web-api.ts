/** One call of the Web API, from arguments and token to Slack's answer: token, scope, rate limit, arguments, method. */
import type { Faults } from './faults.ts'
import type { SlackRequest } from './journal.ts'
import { asString, type JsonObject } from './json.ts'
import { chatMethods } from './methods/chat.ts'
import { conversationMethods } from './methods/conversations.ts'
import { postTarget } from './methods/reach.ts'
import { sessionMethods } from './methods/session.ts'
import { userMethods } from './methods/users.ts'
import { viewMethods } from './methods/views.ts'
import type { RateLimiter } from './rate-limits.ts'
import { type Method, refuse, type Workings } from './workings.ts'
import type { FakeTeam } from './world.ts'

/** Every method the fake knows; any other one answers `unknown_method`. */
const methods: Readonly<Record<string, Method>> = {
  ...sessionMethods,
  ...chatMethods,
  ...conversationMethods,
  ...userMethods,
  ...viewMethods,
}

// `token` and `team_id` may accompany every call: WebClient sends the latter for an app that is installed many times.
const knownArgs = new Map(Object.entries(methods).map(([name, method]) => [name, new Set([...method.args, 'token', 'team_id'])]))

/** What is sent back, and what must happen to the connection instead. */
export interface ApiAnswer {
  readonly status: number
  readonly body: JsonObject
  readonly headers: Readonly<Record<string, string>>
}

/** A call, looked up and authorised but not yet carried out. */
export interface PreparedCall {
  readonly request: SlackRequest
  readonly fault: ReturnType<Faults['take']>
  /** Carries the call out; call it at most once. */
  readonly run: () => ApiAnswer
}

/** The Web API over the given workings. */
export function createWebApi(slack: Workings, faults: Faults, limiter: RateLimiter | undefined) {
  function authorize(method: Method, token: string | undefined): { team: FakeTeam } | { error: string } {
    if (token === undefined || token === '') return { error: 'not_authed' }
    const [anyTeam] = slack.world.teams.values()
    if (token === slack.appToken && anyTeam !== undefined) {
      return method.token === 'app' ? { team: anyTeam } : { error: 'not_allowed_token_type' }
    }
    const team = slack.world.teamOfToken(token)
    if (team === undefined) return { error: 'invalid_auth' }
    if (team.authError !== undefined) return { error: team.authError }
    return method.token === 'bot' ? { team } : { error: 'not_allowed_token_type' }
  }

  function objectionToCall(name: string, method: Method, args: JsonObject, team: FakeTeam): JsonObject | undefined {
    if (method.scope !== undefined && !team.scopes.has(method.scope)) {
      return refuse('missing_scope', { needed: method.scope, provided: [...team.scopes].join(',') })
    }
    for (const arg in args) if (!knownArgs.get(name)?.has(arg)) slack.journal.violation(`${name}: unknown argument ${arg}`)
    const missing = method.required?.find((arg) => args[arg] === undefined || args[arg] === '')
    if (missing === undefined) return undefined
    slack.journal.violation(`${name}: missing required field: ${missing}`)
    return refuse('invalid_arguments', { response_metadata: { messages: [`[ERROR] missing required field: ${missing}`] } })
  }

  return (name: string, args: JsonObject, token: string | undefined): PreparedCall => {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined
    const auth = method === undefined ? { error: 'unknown_method' } : authorize(method, token)
    const team = 'team' in auth ? auth.team : undefined
    const where = asString(args.channel)
    const channelId = where === undefined || team === undefined ? where : (postTarget(slack.world, team, where)?.id ?? where)
    const request: SlackRequest = {
      method: name,
      args,
      teamId: team?.id,
      at: slack.now(),
      status: 200,
      error: undefined,
      accepted: false,
    }
    const fault = faults.take({ method: name, args, teamId: team?.id, channelId })
    const carryOut = (): ApiAnswer => {
      if (method === undefined || team === undefined)
        return { status: 200, body: refuse('error' in auth ? auth.error : 'fatal_error'), headers: {} }
      const waitSec = limiter?.take({ method: name, teamId: team.id, tier: method.tier, channelId })
      if (waitSec !== undefined) {
        slack.journal.rateLimited += 1
        return { status: 429, body: refuse('ratelimited'), headers: { 'retry-after': String(waitSec) } }
      }
      const body = objectionToCall(name, method, args, team) ?? method.run({ method: name, args, team, slack })
      return { status: 200, body, headers: method.token === 'bot' ? scopeHeaders(team, method.scope) : {} }
    }
    const run = (): ApiAnswer => {
      const answered = carryOut()
      request.status = answered.status
      request.error = asString(answered.body.error)
      request.accepted = answered.body.ok === true
      return answered
    }
    return { request, fault, run }
  }
}

/** A function that prepares calls. */
export type WebApi = ReturnType<typeof createWebApi>

/** Slack names a token's scopes with every answer; WebClient gives them as `response_metadata.scopes`. */
function scopeHeaders(team: FakeTeam, accepted: string | undefined): Readonly<Record<string, string>> {
  return { 'x-oauth-scopes': [...team.scopes].join(','), ...(accepted !== undefined && { 'x-accepted-oauth-scopes': accepted }) }
}
