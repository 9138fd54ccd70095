import { expect, test } from 'vitest'
import type { OpenTestStore } from './store.ts'

const LONG_MS = 60_000

export function leasesContract(open: OpenTestStore): void {
  test('a lease that nobody has is ours, and stays ours when we ask again', async () => {
    const { leases } = await open()
    const first = await leases.hold('sender:discord', 'a', LONG_MS)
    expect(first).toMatchObject({ kind: 'ours' })
    expect(await leases.hold('sender:discord', 'a', LONG_MS)).toEqual(first)
  })

  test('a lease that somebody else has is theirs', async () => {
    const { leases } = await open()
    await leases.hold('scheduler', 'a', LONG_MS)
    const answer = await leases.hold('scheduler', 'b', LONG_MS)
    if (answer.kind !== 'theirs') throw new Error('both have it')
    expect(answer.freeInMs).toBeGreaterThan(LONG_MS / 2)
    expect(await leases.hold('slack-socket', 'b', LONG_MS)).toMatchObject({ kind: 'ours' })
  })

  test('of many that ask at the same moment, one gets it', async () => {
    const { leases } = await open()
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((holder) => leases.hold('scheduler', holder, LONG_MS)))
    expect(answers.filter(({ kind }) => kind === 'ours')).toHaveLength(1)
  })

  test('a lease given back is free at once, and its next term is a higher one', async () => {
    const { leases } = await open()
    const first = await leases.hold('scheduler', 'a', LONG_MS)
    await leases.release('scheduler', 'a')
    const second = await leases.hold('scheduler', 'b', LONG_MS)
    if (first.kind !== 'ours' || second.kind !== 'ours') throw new Error('it was free')
    expect(second.term).toBe(first.term + 1)
  })

  test("somebody else's lease cannot be given back", async () => {
    const { leases } = await open()
    await leases.hold('scheduler', 'a', LONG_MS)
    await leases.release('scheduler', 'b')
    await leases.release('never-held', 'b')
    expect(await leases.hold('scheduler', 'b', LONG_MS)).toMatchObject({ kind: 'theirs' })
  })

  test('a lease that ran out goes to the next who asks; where there is nobody else, none runs out', async () => {
    const { leases } = await open()
    const first = await leases.hold('scheduler', 'a', 0)
    const second = await leases.hold('scheduler', 'b', LONG_MS)
    if (first.kind !== 'ours') throw new Error('it was free')
    if (!leases.shared) {
      expect(first.forMs).toBe(Number.POSITIVE_INFINITY)
      expect(second).toMatchObject({ kind: 'theirs' })
      return
    }
    expect(second).toEqual({ kind: 'ours', term: first.term + 1, forMs: LONG_MS })
    expect(await leases.hold('scheduler', 'a', LONG_MS)).toMatchObject({ kind: 'theirs' })
  })
}
