/** Which requests a fault strikes; every given part must fit. */
export interface FaultMatcher {
  readonly method?: string
  /** The route's template, a piece of the path, or a pattern on the path. */
  readonly path?: string | RegExp
  readonly body?: (body: unknown) => boolean
}

/** What goes wrong. "accept" means that Discord did what was asked, and the answer is lost. */
export type FaultKind =
  | { readonly kind: 'accept-then-reset' }
  | { readonly kind: 'accept-then-close' }
  | { readonly kind: 'accept-then-hang' }
  | { readonly kind: 'accept-then-status'; readonly status: number }
  | { readonly kind: 'refuse'; readonly status: number }
  | { readonly kind: 'reset-before' }
  | { readonly kind: 'rate-limit'; readonly retryAfterMs: number; readonly scope: 'user' | 'global' | 'shared' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }

/** A fault that waits for its requests. */
export type Fault = FaultKind & { readonly match: FaultMatcher; readonly times?: number }

/** A fault that was set: how often it struck, and a way to take it away. */
export interface FaultHandle {
  readonly hits: () => number
  readonly remove: () => void
}

interface Struck {
  readonly method: string
  readonly path: string
  readonly route: string
  readonly body: unknown
}

interface Armed {
  readonly fault: Fault
  left: number
  hits: number
}

const fits = ({ method, path, body }: FaultMatcher, request: Struck): boolean => {
  if (method !== undefined && method !== request.method) return false
  if (typeof path === 'string' && path !== request.route && !request.path.includes(path)) return false
  if (path instanceof RegExp && !path.test(request.path)) return false
  return body === undefined || body(request.body)
}

/** The faults in waiting, oldest first. */
export interface Faults {
  readonly add: (fault: Fault) => FaultHandle
  /** The fault that strikes this request, counted as used. */
  readonly strike: (request: Struck) => Fault | undefined
}

/** Starts with no faults. A fault strikes once unless `times` says otherwise (`Infinity` for always). */
export const createFaults = (): Faults => {
  const armed = new Set<Armed>()
  return {
    add: (fault) => {
      const entry: Armed = { fault, left: fault.times ?? 1, hits: 0 }
      armed.add(entry)
      return { hits: () => entry.hits, remove: () => void armed.delete(entry) }
    },
    strike: (request) => {
      for (const entry of armed) {
        if (!fits(entry.fault.match, request)) continue
        entry.hits += 1
        entry.left -= 1
        if (entry.left <= 0) armed.delete(entry)
        return entry.fault
      }
      return undefined
    },
  }
}
