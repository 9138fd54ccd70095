/** Something one process at a time may do, and keeps doing while it holds the lease for it. */

import type { LeaseAnswer, Leases } from '../core/ports/leases.ts'
import type { Log } from '../core/ports/log.ts'

/** A lease lasts so long. With the wait below, somebody else has taken over within seconds of a kill. */
const LEASE_MS = 6_000
/** How often a lease is renewed, or asked for: two renewals may fail before it is lost. */
const ASK_EVERY_MS = 2_000
/** How long before its end we count a lease as lost: clocks run at slightly different speeds, and stopping takes a moment. */
const MARGIN_MS = 500
/** Past the moment another's lease ends, so that it surely has. */
const JUST_AFTER_MS = 20

export interface DutyOptions {
  /** Of the lease: the same in every process. */
  readonly name: string
  readonly leases: Leases
  /** Names this process, the same for all its leases. */
  readonly holder: string
  readonly log: Log
  /** Begins the work. When it rejects, the lease is given back and asked for again later. */
  readonly begin: () => Promise<void>
  /** Ends the work at once, also while it is still beginning; resolves when nothing of it goes on. */
  readonly end: () => Promise<void>
  /** Called when the work has begun, and at every renewal: another process may have left something to do. */
  readonly onHeld?: () => void
  /** Before asking again after the work could not begin; two minutes unless told. */
  readonly pauseAfterFailureMs?: number
}

export interface Duty {
  /** True while the work has begun and the lease is ours for certain, whatever the database would say if we asked. */
  readonly held: boolean
  /** True from winning the lease until losing it. */
  readonly won: boolean
  /** False when the database could not be asked: then nobody here knows whose the lease is. */
  readonly healthy: boolean
  /**
   * Asks for the lease, again and again until `stop`. Resolves after the first answer, and when that made it ours, once the work has begun.
   * Rejects when the first question or the beginning fails; `stop` is then still to be called.
   */
  start(): Promise<void>
  /** Ends the work and gives the lease back. Safe to call twice, and while `start` is under way, which then rejects or resolves soon. */
  stop(): Promise<void>
}

/** One time of holding the lease. */
interface Term {
  over: boolean
  started: boolean
  working: boolean
  begun: Promise<void>
}

export function createDuty({ name, leases, holder, log, begin, end, onHeld, pauseAfterFailureMs = 120_000 }: DutyOptions): Duty {
  const stopping = new AbortController()
  let term: Term | null = null
  /** Resolves when nothing of earlier terms goes on. */
  let previousOver: Promise<unknown> = Promise.resolve()
  /** These two on the clock that never goes back. */
  let endsAt = Number.NEGATIVE_INFINITY
  let notBefore = Number.NEGATIVE_INFINITY
  let expiry: NodeJS.Timeout | undefined
  let healthy = true
  let asking: Promise<void> = Promise.resolve()
  let stopped: Promise<void> | undefined

  function win(): void {
    const mine: Term = { over: false, started: false, working: false, begun: Promise.resolve() }
    mine.begun = previousOver.then(async () => {
      if (mine.over) return
      mine.started = true
      await begin()
      if (mine.over) return
      mine.working = true
      onHeld?.()
    })
    mine.begun.catch(async (error: unknown) => {
      if (mine.over) return
      log.error({ lease: name, err: error }, 'duty could not be begun')
      notBefore = performance.now() + pauseAfterFailureMs
      lose()
      await giveBack()
    })
    term = mine
  }

  function lose(): void {
    clearTimeout(expiry)
    if (term === null) return
    const { begun } = term
    term.over = true
    term.working = false
    const ended = term.started ? end() : Promise.resolve()
    ended.catch((error: unknown) => log.error({ lease: name, err: error }, 'duty could not be ended'))
    previousOver = Promise.allSettled([begun, ended])
    term = null
  }

  /** When that fails, the lease ends by itself. */
  async function giveBack(): Promise<void> {
    await previousOver
    await leases.release(name, holder).catch(() => {})
  }

  /** One question, and what follows from the answer. */
  async function ask(): Promise<LeaseAnswer> {
    const askedAt = performance.now()
    const answer = await leases.hold(name, holder, LEASE_MS)
    if (stopping.signal.aborted) return answer
    if (answer.kind === 'theirs') {
      if (term !== null) log.warn({ lease: name }, 'lease lost to another process')
      lose()
      return answer
    }
    endsAt = askedAt + answer.forMs - MARGIN_MS
    clearTimeout(expiry)
    if (Number.isFinite(endsAt)) expiry = setTimeout(expire, endsAt - performance.now())
    if (term === null) {
      log.info({ lease: name, term: answer.term }, 'lease won')
      win()
    } else if (term.working) onHeld?.()
    return answer
  }

  function expire(): void {
    log.warn({ lease: name }, 'lease could not be renewed in time')
    lose()
  }

  async function keepAsking(first: LeaseAnswer): Promise<void> {
    let answer = first
    while (!stopping.signal.aborted) {
      const untilFreeMs = answer.kind === 'theirs' ? answer.freeInMs + JUST_AFTER_MS : ASK_EVERY_MS
      const pauseMs = Math.max(Math.min(ASK_EVERY_MS, untilFreeMs), notBefore - performance.now())
      await pause(pauseMs, stopping.signal)
      // A lease that is ours for ever needs no renewal.
      const forEver = term !== null && endsAt === Number.POSITIVE_INFINITY
      if (stopping.signal.aborted || forEver || performance.now() < notBefore) continue
      try {
        answer = await ask()
        healthy = true
      } catch (error) {
        healthy = false
        log.warn({ lease: name, err: error }, 'lease could not be asked for')
      }
    }
  }

  async function stopAll(): Promise<void> {
    stopping.abort()
    lose()
    await asking
    await giveBack()
  }

  return {
    get held() {
      return term?.working === true && performance.now() < endsAt
    },
    get won() {
      return term !== null
    },
    get healthy() {
      return healthy
    },
    async start() {
      const answer = await ask()
      const begun = term?.begun
      asking = keepAsking(answer)
      await begun
    },
    stop() {
      stopped ??= stopAll()
      return stopped
    },
  }
}

/** Ends early, without complaint, when `signal` aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const over = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(over, ms)
    signal.addEventListener('abort', over)
  })
}
