import type { Kysely } from 'kysely'
import type { ServiceRequests } from '../core/ports/requests.ts'
import type { Tables } from './tables.ts'

const NAME_CHARS_MAX = 40

/** The tally as an operator reads it. */
export interface RequestsTally extends ServiceRequests {
  /** The most wanted names first, as first typed. */
  tally(limit: number): Promise<readonly { readonly name: string; readonly count: number; readonly lastAt: number }[]>
}

/** {@link ServiceRequests} in tables. "Photobucket" and " photobucket " are one wish. */
export function createRequestsStore(db: Kysely<Tables>): RequestsTally {
  return {
    async add(name, atMs) {
      const trimmed = [...name.trim().replace(/\s+/gu, ' ')].slice(0, NAME_CHARS_MAX).join('').trim()
      if (trimmed === '') return
      await db
        .insertInto('service_request')
        .values({ folded: trimmed.normalize('NFKC').toLowerCase(), name: trimmed, count: 1, first_at: atMs, last_at: atMs })
        .onConflict((conflict) =>
          conflict.column('folded').doUpdateSet((eb) => ({ count: eb('service_request.count', '+', 1), last_at: atMs })),
        )
        .execute()
    },

    async tally(limit) {
      return await db
        .selectFrom('service_request')
        .select(['name', 'count', 'last_at as lastAt'])
        .orderBy('count', 'desc')
        .orderBy('last_at', 'desc')
        .orderBy('folded')
        .limit(limit)
        .execute()
    },
  }
}
