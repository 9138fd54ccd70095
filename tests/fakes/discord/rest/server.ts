import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { RequestRecord } from '../state.ts'
import type { World } from '../world.ts'
import { type DecodedBody, decodeBody, readBytes } from './body.ts'
import { DiscordError, invalidForm, refusal } from './errors.ts'
import type { Fault, Faults } from './faults.ts'
import { createFormCheck } from './form-check.ts'
import type { RateLimits } from './rate-limits.ts'
import type { RestCall, RestReply } from './route.ts'
import { type Match, match, unmatched } from './router.ts'

const prefix = '/api/v10'
/** https://docs.discord.com/developers/reference#user-agent */
const userAgentPattern = /^DiscordBot \(.+, .+\)/

type Headers = Readonly<Record<string, string>>
interface Outcome extends RestReply {
  readonly headers?: Headers
}

/** What the REST side shares with the rest of the fake. */
export interface RestParts {
  readonly world: World
  readonly faults: Faults
  readonly limits: RateLimits
  /** Called once a request was dealt with. */
  readonly onRequest: (record: RequestRecord) => void
}

/** Waits, and says what a fault has to say before the request is looked at; `undefined` lets it go on. */
const faultBefore = async (fault: Fault | undefined): Promise<Outcome | 'reset' | undefined> => {
  switch (fault?.kind) {
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms))
      return undefined
    case 'hold':
      await fault.until
      return undefined
    case 'refuse':
      return { status: fault.status, body: { message: `${fault.status}: made to fail`, code: 0 } }
    case 'reset-before':
      return 'reset'
    case 'rate-limit': {
      const { retryAfterMs, scope } = fault
      const global = scope === 'global'
      return {
        status: 429,
        body: { message: 'You are being rate limited.', retry_after: retryAfterMs / 1000, global },
        headers: {
          'retry-after': String(Math.ceil(retryAfterMs / 1000)),
          'x-ratelimit-scope': scope,
          ...(global ? { 'x-ratelimit-global': 'true' } : {}),
        },
      }
    }
    default:
      return undefined
  }
}

const checkHead = ({ route }: Match, request: IncomingMessage, query: URLSearchParams, world: World): void => {
  if (!userAgentPattern.test(request.headers['user-agent'] ?? '')) {
    throw refusal('badUserAgent', 'the User-Agent must be "DiscordBot ($url, $version)"')
  }
  if (route.access !== 'token-in-path' && request.headers.authorization !== `Bot ${world.token}`) {
    throw refusal('unauthorized', 'wrong or missing bot token')
  }
  const unknown = [...query.keys()].filter((key) => !route.query?.includes(key))
  if (unknown.length === 0) return
  throw invalidForm(
    unknown.map((key) => ({ path: [key], code: 'UNKNOWN_PROPERTY', message: 'Discord does not know this query parameter' })),
  )
}

const hides = (fault: Fault | undefined): boolean => fault?.kind.startsWith('accept-then-') ?? false

const write = (response: ServerResponse, { status, body, headers = {} }: Outcome): void => {
  if (body === undefined) {
    response.writeHead(status, headers).end()
    return
  }
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers }).end(text)
}

/** Answers, or leaves the caller in the dark as the fault wants. Returns the status the caller saw. */
const finish = (request: IncomingMessage, response: ServerResponse, fault: Fault | undefined, outcome: Outcome): number => {
  switch (fault?.kind) {
    case 'accept-then-reset':
      request.socket.resetAndDestroy()
      return 0
    case 'accept-then-close':
      request.socket.end()
      return 0
    case 'accept-then-hang':
      return 0
    case 'accept-then-status':
      write(response, { status: fault.status, body: { message: `${fault.status}: made to fail`, code: 0 } })
      return fault.status
    default:
      write(response, outcome)
      return outcome.status
  }
}

/** The REST API over HTTP; it does not listen yet. */
export const createRestServer = ({ world, faults, limits, onRequest }: RestParts): Server => {
  const checkForm = createFormCheck(world.options.validate ?? 'always')

  const carryOut = (found: Match, call: RestCall, request: IncomingMessage): Outcome => {
    checkHead(found, request, call.query, world)
    const verdict = limits.admit(found.route, call)
    if (verdict.refused) return { status: 429, body: verdict.refused, headers: verdict.headers }
    checkForm(found.route, call, world)
    return { ...found.route.handle(call, world), headers: verdict.headers }
  }

  const refused = (error: unknown, method: string, path: string): Outcome => {
    if (!(error instanceof DiscordError)) throw error
    if (error.breach) world.violations.push(`${method} ${path}: ${error.breach}`)
    return { status: error.status, body: error.body }
  }

  const outcomeOf = async (
    found: Match | undefined,
    call: RestCall,
    path: string,
    decoded: DecodedBody | DiscordError,
    request: IncomingMessage,
  ): Promise<Outcome> => {
    try {
      if (!found) throw await unmatched(call.method, path, world)
      if (decoded instanceof DiscordError) throw decoded
      return carryOut(found, call, request)
    } catch (error) {
      return refused(error, call.method, found?.route.path ?? path)
    }
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = world.now()
    const method = request.method ?? 'GET'
    const [whole = '', search = ''] = (request.url ?? '').split('?')
    const path = whole.startsWith(prefix) ? whole.slice(prefix.length) : whole
    const bytes = await readBytes(request)
    const found = whole.startsWith(prefix) ? match(method, path) : undefined
    const decoded = await decodeBody(bytes, request.headers['content-type']).catch((error: unknown) => {
      if (error instanceof DiscordError) return error
      throw error
    })
    const { json: body = undefined, files = [] } = decoded instanceof DiscordError ? {} : decoded
    const route = found?.route.path ?? path
    const fault = faults.strike({ method, path, route, body })
    const early = await faultBefore(fault)
    if (early === 'reset') {
      request.socket.resetAndDestroy()
      onRequest({ method, path, route, query: search, body, status: 0, at })
      return
    }
    // A held or delayed request arrives when it is let go.
    const call: RestCall = {
      method,
      route,
      params: found?.params ?? {},
      query: new URLSearchParams(search),
      body,
      files,
      at: world.now(),
      arrivedAt: performance.now(),
    }
    const outcome = early ?? (await outcomeOf(found, call, path, decoded, request))
    if (hides(fault) && outcome.status < 300) {
      const interaction = world.interactions.get(call.params.interaction_id ?? '')
      if (interaction) interaction.answerHidden = true
    }
    const status = finish(request, response, fault, outcome)
    onRequest({ method, path, route, query: search, body, status, at })
  }

  return createServer({ keepAlive: true }, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A broken socket is the bot's going away; anything else is a mistake in the fake and must be seen.
      if (!request.destroyed || !request.readableAborted)
        world.violations.push(`the fake failed: ${error instanceof Error ? error.stack : String(error)}`)
      if (!response.headersSent) write(response, { status: 500, body: { message: '500: Internal Server Error', code: 0 } })
    })
  })
}
