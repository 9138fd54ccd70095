import type { JsonObject, JsonPath } from '../json.ts'
import type { World } from '../world.ts'
import type { UploadedFile } from './body.ts'
import type { Problem } from './errors.ts'

/** One request, decoded and matched to its route. */
export interface RestCall {
  readonly method: string
  readonly route: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  readonly files: readonly UploadedFile[]
  /** Arrival on the fake's clock, epoch milliseconds. */
  readonly at: number
  /** The same on the monotonic clock (`performance.now()`), for response times. */
  readonly arrivedAt: number
}

/** An answer; 204 has no body. */
export interface RestReply {
  readonly status: number
  readonly body?: unknown
}

/** What a request's body must look like. */
export interface Form {
  /** Name of the published schema, `Name[]` for a list. */
  readonly schema: string
  /** What the schema is held against, when not the whole body. */
  readonly value?: unknown
  /** Where `value` stands in the body. */
  readonly at?: JsonPath
  /** Rules beyond the schema. */
  readonly rules?: (body: JsonObject) => Iterable<Problem>
  /** Anything besides the body's structure that the rules depend on. */
  readonly variant?: string
}

/** One method of one path of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As the OpenAPI document writes it. */
  readonly path: string
  /** Query parameters Discord knows here. */
  readonly query?: readonly string[]
  /** `token-in-path` routes need no bot token and do not count towards the global limit. */
  readonly access?: 'bot' | 'token-in-path'
  /** Routes without rate limit buckets. */
  readonly unlimited?: boolean
  readonly form?: (call: RestCall, world: World) => Form | undefined
  readonly handle: (call: RestCall, world: World) => RestReply
}

/** A path parameter that the route's template promises. */
export const param = (call: RestCall, name: string): string => {
  const value = call.params[name]
  if (value === undefined) throw new Error(`${call.route} has no parameter ${name}`)
  return value
}

/** 200 with a body. */
export const ok = (body: unknown): RestReply => ({ status: 200, body })

/** 204. */
export const noContent: RestReply = { status: 204 }
