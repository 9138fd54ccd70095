/** What must hold of everything that was asked for and everything that arrived. */

import type { ChatPlatformName } from '../../src/core/subscription.ts'
import type { Store } from '../../src/store/open-store.ts'
import { type ModelServer, placeOf, type ServerMessage } from './model-server.ts'
import type { Wishes } from './simulate.ts'

export interface Finding {
  readonly kind: 'lost' | 'double' | 'order' | 'early' | 'gap' | 'unfinished' | 'broken'
  readonly what: string
}

/** Codes with which something may be given up where everything else works: its place is closed, or nobody can tell. */
const CLOSED = new Set(['closed', 'known-gone'])

export async function judge(given: {
  readonly store: Store
  readonly servers: ReadonlyMap<ChatPlatformName, ModelServer>
  readonly wishes: Wishes
}): Promise<readonly Finding[]> {
  const { store, servers, wishes } = given
  const findings: Finding[] = []
  const messages = [...servers.values()].flatMap((server) => server.messages)
  const isIn = (places: (server: ModelServer) => ReadonlySet<string>, place: string) =>
    [...servers.values()].some((server) => places(server).has(place))
  const unreadable = (place: string) => isIn((server) => server.unreadable, place)
  const everClosed = (place: string) => isIn((server) => server.everClosed, place)

  const counts = await store.outbox.counts()
  if (counts.pending + counts.attempting > 0) findings.push({ kind: 'unfinished', what: JSON.stringify(counts) })

  const byKey = Map.groupBy(messages, ({ key }) => key)
  for (const [key, { delivery }] of wishes.written) {
    const arrived = byKey.get(key) ?? []
    const place = placeOf(delivery.destination)
    // A digest may come twice where nobody can look, and says so; never more often.
    const mayRepeat = unreadable(place) && arrived.length === 2 && arrived[1]?.resent === true
    if (arrived.length > 1 && !mayRepeat) findings.push({ kind: 'double', what: key })
    if (arrived.length === 0 && !everClosed(place) && !unreadable(place)) findings.push({ kind: 'lost', what: key })
  }
  for (const key of byKey.keys()) if (!wishes.written.has(key)) findings.push({ kind: 'lost', what: `${key} arrived but is not written` })

  const discarded = await store.outbox.list({ which: 'discarded', limit: 10_000 })
  for (const { id, code, destination } of discarded) {
    const place = placeOf(destination)
    const isFine = (CLOSED.has(code ?? '') && everClosed(place)) || (code === 'unsettled' && unreadable(place))
    if (!isFine) findings.push({ kind: 'lost', what: `${id} given up: ${code}` })
  }
  if (counts.delivered + discarded.length !== wishes.written.size)
    findings.push({ kind: 'lost', what: `${wishes.written.size} written, ${counts.delivered} delivered, ${discarded.length} given up` })

  findings.push(...outOfOrder(messages, wishes), ...gaps(wishes))
  return findings
}

/** Of one place, what was due earlier arrives earlier, if it was written before the later one was sent. */
function outOfOrder(messages: readonly ServerMessage[], { written }: Wishes): readonly Finding[] {
  const findings: Finding[] = []
  for (const arrived of Map.groupBy(messages, ({ place }) => place).values()) {
    const firsts = arrived.filter((message, n) => arrived.findIndex(({ key }) => key === message.key) === n)
    for (const [n, later] of firsts.entries()) {
      for (const earlier of firsts.slice(0, n)) {
        const isBehind = later.dueAt < earlier.dueAt || (later.dueAt === earlier.dueAt && later.deliveryId < earlier.deliveryId)
        const writtenAt = written.get(later.key)?.writtenAt ?? 0
        if (isBehind && writtenAt < earlier.calledAt - CLAIMED_BEFORE_MS)
          findings.push({ kind: 'order', what: `${later.key} after ${earlier.key}` })
      }
    }
  }
  return findings
}

/** What is written while another is claimed already and waits for its turn comes after it. */
const CLAIMED_BEFORE_MS = 60_000

/** The runs of a digest follow each other without a day between them or one twice. */
function gaps({ runs, written }: Wishes): readonly Finding[] {
  const findings: Finding[] = []
  const recorded = [...runs].filter(([key]) => written.has(key)).map(([, run]) => run)
  for (const ofOne of Map.groupBy(recorded, ({ digestId }) => digestId).values()) {
    const inOrder = ofOne.toSorted((a, b) => (a.upTo < b.upTo ? -1 : 1))
    for (const [n, { digestId, after, upTo }] of inOrder.entries()) {
      const before = inOrder[n - 1]
      if (before !== undefined && before.upTo !== after)
        findings.push({ kind: 'gap', what: `digest ${digestId}: ${before.upTo} to ${after} (${upTo})` })
    }
    if (inOrder.length < 2) findings.push({ kind: 'lost', what: `digest ${ofOne[0]?.digestId} ran ${inOrder.length} times` })
  }
  return findings
}
