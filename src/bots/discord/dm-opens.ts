/** When direct messages may be opened: few a second, and none for a while after Discord has asked to stop. Pure: time is an argument. */

export interface DmOpens {
  /** How long this person has to wait for their place, which is kept for them; 0 when theirs may be opened now, which uses it up. */
  waitMs(userId: string, now: number): number
  /** Nothing is opened for so long. */
  pause(now: number, ms: number): void
}

/** So many may be opened at once after a pause: a handful of followers need not wait for each other. */
const BURST = 5
/** Places kept; whoever comes back to find theirs forgotten gets a new one. */
const PLACES_KEPT_MAX = 10_000

/**
 * Places are given out in the order people come, `perSecond` of them. They are told to come back rather than kept waiting, so that
 * thousands of people written to for the first time do not hold up channels.
 */
export function createDmOpens(perSecond: number): DmOpens {
  const gapMs = 1_000 / perSecond
  const places = new Map<string, number>()
  let nextAt = Number.NEGATIVE_INFINITY
  let paused = { since: Number.NEGATIVE_INFINITY, until: Number.NEGATIVE_INFINITY }

  function placeOf(userId: string, now: number): number {
    const kept = places.get(userId)
    // A clock that was set back must not leave anybody waiting for a day: all places are given out anew.
    if (nextAt - now > (places.size + BURST) * gapMs) {
      places.clear()
      nextAt = now
    } else if (kept !== undefined) return kept
    nextAt = Math.max(nextAt, now) + gapMs
    return Math.max(now, nextAt - BURST * gapMs)
  }

  return {
    waitMs(userId, now) {
      const pausedMs = now >= paused.since ? paused.until - now : 0
      if (pausedMs > 0) return pausedMs
      const place = placeOf(userId, now)
      if (place <= now) {
        places.delete(userId)
        return 0
      }
      if (places.size < PLACES_KEPT_MAX) places.set(userId, place)
      return Math.ceil(place - now)
    },
    pause(now, ms) {
      paused = { since: now, until: now + ms }
    },
  }
}
