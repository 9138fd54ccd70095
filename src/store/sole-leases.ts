import type { Leases } from '../core/ports/leases.ts'

/** {@link Leases} where only one process ever serves (`claimDirectory`): each is given for ever to the first who asks. */
export function createSoleLeases(): Leases {
  const held = new Map<string, { holder: string | null; term: number }>()
  return {
    shared: false,

    async hold(name, holder) {
      const lease = held.get(name) ?? { holder: null, term: 0 }
      held.set(name, lease)
      if (lease.holder !== null && lease.holder !== holder) return { kind: 'theirs', freeInMs: Number.POSITIVE_INFINITY }
      if (lease.holder === null) lease.term += 1
      lease.holder = holder
      return { kind: 'ours', term: lease.term, forMs: Number.POSITIVE_INFINITY }
    },

    async release(name, holder) {
      const lease = held.get(name)
      if (lease?.holder === holder) lease.holder = null
    },
  }
}
