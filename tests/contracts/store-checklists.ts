import { expect, test } from 'vitest'
import type { ChecklistItem } from '../../src/core/checklist.ts'
import type { OpenTestStore } from './store.ts'
import { ANNA, BEN, NOON } from './store-samples.ts'

const item = (slug: string, given: Partial<ChecklistItem> = {}): ChecklistItem => ({
  slug,
  practice: 'models',
  state: 'todo',
  markedOn: '2026-08-14',
  askAgain: true,
  ...given,
})

export function checklistsContract(open: OpenTestStore): void {
  test('adding leaves what is there as it is, and says how much was new', async () => {
    const { checklists } = await open()
    await checklists.mark(BEN, item('reddit', { state: 'done' }))
    expect(await checklists.add(BEN, [item('reddit'), item('linkedin'), item('linkedin', { practice: 'ads' })])).toBe(2)
    expect(await checklists.add(BEN, [item('reddit')])).toBe(0)
    expect((await checklists.of(BEN)).map(({ slug, practice, state }) => `${slug} ${practice} ${state}`)).toEqual([
      'reddit models done',
      'linkedin models todo',
      'linkedin ads todo',
    ])
    expect(await checklists.of(ANNA)).toEqual([])
  })

  test('nothing to add stores nobody', async () => {
    const { checklists, personalData } = await open()
    expect(await checklists.add(BEN, [])).toBe(0)
    expect((await personalData.of(BEN)).checklist).toEqual([])
  })

  test('marking changes what is there', async () => {
    const { checklists } = await open()
    await checklists.mark(BEN, item('reddit'))
    await checklists.mark(BEN, item('reddit', { state: 'not-mine', markedOn: '2026-08-15' }))
    expect(await checklists.of(BEN)).toEqual([item('reddit', { state: 'not-mine', markedOn: '2026-08-15' })])
  })

  test('who wants to hear no more of one is asked about the others still', async () => {
    const { checklists } = await open()
    for (const person of [ANNA, BEN]) await checklists.add(person, [item('reddit'), item('linkedin')])
    await checklists.neverAskAgain(BEN, 'reddit')
    expect((await checklists.of(BEN)).map(({ askAgain }) => askAgain)).toEqual([false, true])
    expect((await checklists.of(ANNA)).map(({ askAgain }) => askAgain)).toEqual([true, true])
  })

  test('a person is kept while something is on their list, even without a follow', async () => {
    const { checklists, people } = await open()
    await people.follow(BEN, 'reddit', { atMs: NOON, max: 5 })
    await checklists.add(BEN, [item('reddit')])
    await people.unfollow(BEN, 'reddit')
    expect(await checklists.of(BEN)).toHaveLength(1)
  })
}
