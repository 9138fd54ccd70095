import type { LeaseAnswer, Leases } from '../../src/core/ports/leases.ts'

/** Leases on one clock, whose database can be cut off. */
export function sharedLeases() {
  const rows = new Map<string, { holder: string; term: number; endsAt: number }>()
  const world = { reachable: true }
  const leases: Leases = {
    shared: true,
    async hold(name, holder, forMs): Promise<LeaseAnswer> {
      if (!world.reachable) throw new Error('no database')
      const row = rows.get(name)
      const now = performance.now()
      if (row !== undefined && row.holder !== holder && row.endsAt > now) return { kind: 'theirs', freeInMs: row.endsAt - now }
      const term = row === undefined ? 1 : row.holder === holder ? row.term : row.term + 1
      rows.set(name, { holder, term, endsAt: now + forMs })
      return { kind: 'ours', term, forMs }
    },
    async release(name, holder) {
      const row = rows.get(name)
      if (row?.holder === holder) row.endsAt = 0
    },
  }
  return { leases, world }
}
