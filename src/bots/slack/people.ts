/** What Slack knows about the people who ask: language, zone and rank. Kept for minutes, in memory, for a bounded number of people. */

import type { WebClient } from '@slack/web-api'
import type { Clock } from '../../core/ports/clock.ts'
import type { Log } from '../../core/ports/log.ts'
import { codeOf } from './errors.ts'
import { UserInfo } from './schema.ts'

interface KnownPerson {
  /** BCP 47, or `null` when Slack does not say. */
  readonly locale: string | null
  /** IANA zone, or `null`. */
  readonly zone: string | null
}

export interface People {
  /** What is already known, at once. The first time nothing is, and Slack is asked for the next time. */
  known(userId: string): KnownPerson
  /** Whether this person is an admin or owner of our workspace. Asks Slack each time; false on any doubt, error or delay. */
  mayManage(userId: string, teamId: string): Promise<boolean>
}

/** Language and zone rarely change; a person who changes them waits this long. */
const KEPT_MS = 10 * 60_000
const PEOPLE_KEPT_MAX = 5_000
/** At most this many unasked-for questions at once: answers come first. */
const LOOKUPS_MAX = 4
/** Slack wants an answer within three seconds, so this may take two. */
const RANK_TIMEOUT_MS = 2_000

const UNKNOWN: KnownPerson = { locale: null, zone: null }

export function createPeople(options: {
  readonly api: WebClient
  readonly clock: Clock
  readonly log: Log
  teamId(): string
  readonly rankTimeoutMs?: number
}): People {
  const { api, clock, log } = options
  const cache = new Map<string, { readonly at: number; readonly person: KnownPerson }>()
  let lookups = 0

  async function ask(userId: string): Promise<UserInfo['user']> {
    const { user } = UserInfo.parse(await api.users.info({ user: userId, include_locale: true }))
    keep(userId, { locale: user.locale ?? null, zone: user.tz ?? null })
    return user
  }

  function keep(userId: string, person: KnownPerson): void {
    cache.delete(userId)
    cache.set(userId, { at: clock.now(), person })
    for (const oldest of cache.keys()) {
      if (cache.size <= PEOPLE_KEPT_MAX) break
      cache.delete(oldest)
    }
  }

  return {
    known(userId) {
      const kept = cache.get(userId)
      const isFresh = kept !== undefined && clock.now() - kept.at < KEPT_MS
      if (!isFresh && lookups < LOOKUPS_MAX) {
        lookups += 1
        ask(userId)
          .catch((error: unknown) => {
            log.warn({ chatPlatform: 'slack', code: codeOf(error) }, 'slack person unknown')
            // Without the scope, say, every press would ask in vain.
            keep(userId, UNKNOWN)
          })
          .finally(() => {
            lookups -= 1
          })
      }
      return isFresh ? kept.person : UNKNOWN
    },

    async mayManage(userId, teamId) {
      // Somebody from another workspace, in a shared channel, manages nothing here.
      if (teamId !== options.teamId()) return false
      const answer = ask(userId).then(
        (user) => (user.team_id === undefined || user.team_id === teamId) && isManager(user),
        (error: unknown) => {
          log.warn({ chatPlatform: 'slack', code: codeOf(error) }, 'slack rank unknown')
          return false
        },
      )
      return firstOf(answer, options.rankTimeoutMs ?? RANK_TIMEOUT_MS, false)
    },
  }
}

function isManager(user: UserInfo['user']): boolean {
  if (user.deleted || user.is_bot || user.is_stranger || user.is_restricted || user.is_ultra_restricted) return false
  return user.is_admin || user.is_owner || user.is_primary_owner
}

/** The answer, or `otherwise` when it takes longer than `timeoutMs`. The work goes on. */
export function firstOf<T, U>(work: Promise<T>, timeoutMs: number, otherwise: U): Promise<T | U> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(otherwise), timeoutMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
