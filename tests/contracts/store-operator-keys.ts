import { expect, test } from 'vitest'
import type { OpenTestStore } from './store.ts'
import { MINUTE, NOON } from './store-samples.ts'

export function operatorKeysContract(open: OpenTestStore): void {
  test('a link works once, and not after its time', async () => {
    const { operatorKeys } = await open()
    await operatorKeys.keep({ hash: 'a', kind: 'link', endsAt: NOON + MINUTE }, NOON)
    await operatorKeys.keep({ hash: 'b', kind: 'link', endsAt: NOON + MINUTE }, NOON)
    const both = await Promise.all([operatorKeys.redeem('a', NOON), operatorKeys.redeem('a', NOON)])
    expect(both.filter(Boolean)).toHaveLength(1)
    expect(await operatorKeys.redeem('b', NOON + MINUTE)).toBe(false)
    expect(await operatorKeys.redeem('unheard of', NOON)).toBe(false)
  })

  test('a session holds until it ends or its time is over, and is no link', async () => {
    const { operatorKeys } = await open()
    await operatorKeys.keep({ hash: 's', kind: 'session', endsAt: NOON + MINUTE }, NOON)
    expect(await operatorKeys.redeem('s', NOON)).toBe(false)
    expect(await operatorKeys.holds('s', NOON)).toBe(true)
    expect(await operatorKeys.holds('s', NOON + MINUTE)).toBe(false)
    await operatorKeys.end('s')
    expect(await operatorKeys.holds('s', NOON)).toBe(false)
    await operatorKeys.keep({ hash: 'l', kind: 'link', endsAt: NOON + MINUTE }, NOON)
    expect(await operatorKeys.holds('l', NOON)).toBe(false)
  })
}
