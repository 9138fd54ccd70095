import { beforeEach, describe, expect, test } from 'vitest'
import type { Reply } from '../../src/commands/reply.ts'
import { VETO_MS } from '../../src/commands/review.ts'
import type { Action } from '../../src/core/action.ts'
import type { SeenStory } from '../../src/core/review.ts'
import { aDraft, aStory } from '../contracts/store-reviews.ts'
import { actions, actionThat, aDesk, anAsker, message, type TestDesk, words } from './a-world.ts'

const ANA = { chatPlatform: 'discord', userId: '900' } as const
const BO = { chatPlatform: 'discord', userId: '901' } as const
const operators = { has: ({ userId }: { userId: string }) => userId === ANA.userId || userId === BO.userId, newLink: async () => '' }
const ana = () => anAsker({ person: ANA, locale: 'en' })
const bo = () => anAsker({ person: BO, locale: 'en' })

let desk: TestDesk
beforeEach(async () => {
  desk = await aDesk({ operators })
})

const now = () => desk.world.clock.now()
async function aReview(given: Partial<SeenStory> = {}): Promise<number> {
  const seen = aStory({
    seenAt: now(),
    passages: [{ before: 'We use posts to show ads.', after: 'We use posts to train our models.' }],
    ...given,
  })
  return (await desk.store.reviews.put(seen, aDraft(), now())).review.id
}
const press = (action: Action, asker = ana()) => desk.desk.press(desk.desk.actionId(action), asker)
const pressed = (reply: Reply, wanted: (action: Action) => boolean, asker = ana()) => press(actionThat(reply, wanted), asker)
const approving = (action: Action) => action.do === 'review-decide' && action.as === 'approve'
const stateOf = async (id: number) => (await desk.store.reviews.find(id))?.state

describe('/review', () => {
  test('lists what waits, and opens one with its words before and after', async () => {
    const id = await aReview()
    const list = await desk.desk.run(['review'], {}, ana())
    expect(words(list)).toContain('1 story waits')
    expect(words(list)).toContain('LinkedIn: new use, Privacy Policy, 90 %')
    const card = await press({ do: 'review', id })
    for (const part of [
      'LinkedIn, Privacy Policy: looks like new use',
      'We use posts to show ads.',
      'We use posts to train our models.',
      'Kind: new use. Worse for people. From 3 November 2026, says the text.',
      'If approved: 0 channels, 0 people.',
      'LinkedIn now says it trains AI on your posts.',
    ])
      expect(words(card)).toContain(part)
    expect(JSON.stringify(message(card).notice.blocks)).toContain('"text":"train our models.","strong":true')
  })

  test('with nothing to decide says so', async () => {
    expect(words(await desk.desk.run(['review'], {}, ana()))).toContain('Nothing waits')
  })

  test('is for operators only, and so is every button of it', async () => {
    const id = await aReview()
    const stranger = anAsker()
    expect(words(await desk.desk.run(['review'], {}, stranger))).toContain('This is only for whoever runs this bot.')
    const all: Action[] = [
      { do: 'review' },
      { do: 'review', id },
      { do: 'review-decide', id, revision: 1, as: 'approve' },
      { do: 'review-dismiss', id, revision: 1, why: 'wording' },
      { do: 'review-edit', id, revision: 1 },
      { do: 'review-correct', id },
      { do: 'review-withdraw', id },
    ]
    for (const action of all) expect(words(await press(action, stranger))).toContain('This is only for whoever runs this bot.')
    const forms = ['review-edit', 'review-correct', 'review-withdraw'] as const
    for (const does of forms) {
      const action = does === 'review-edit' ? ({ do: does, id, revision: 1 } as const) : ({ do: does, id } as const)
      expect(words(await desk.desk.submit(desk.desk.actionId(action), { why: 'x', sentence: 'x' }, stranger))).toContain(
        'only for whoever runs',
      )
    }
    expect(await desk.store.reviews.find(id)).toMatchObject({ state: 'waiting', revision: 1 })
  })
})

describe('deciding', () => {
  test('an approval goes out after five minutes, and can be taken back until then', async () => {
    const id = await aReview()
    const approved = await pressed(await press({ do: 'review', id }), approving)
    expect(words(approved)).toContain('It can be taken back until Sunday, 22 November 2026, 12:05 (UTC).')
    expect(await desk.store.reviews.find(id)).toMatchObject({ state: 'approved', goesAt: now() + VETO_MS })
    const back = await pressed(approved, (action) => action.do === 'review-decide' && action.as === 'undo')
    expect(words(back)).toContain('What people will read:')
    expect(await stateOf(id)).toBe('waiting')
  })

  test('what went out cannot be taken back, only corrected', async () => {
    const id = await aReview()
    const approved = await pressed(await press({ do: 'review', id }), approving)
    desk.at('2026-11-22T12:05:00Z')
    const late = await pressed(approved, (action) => action.do === 'review-decide' && action.as === 'undo')
    expect(await stateOf(id)).toBe('approved')
    expect(actions(late).map(({ do: does }) => does)).toEqual(['review-correct', 'review-withdraw', 'review'])
  })

  test('two operators cannot both decide: the second sees what the first did', async () => {
    const id = await aReview()
    const [hers, his] = [await press({ do: 'review', id }), await press({ do: 'review', id }, bo())]
    await pressed(hers, approving)
    const second = await pressed(his, (action) => action.do === 'review-dismiss', bo())
    expect(words(second)).toContain('Somebody was faster. This is how it stands now.')
    expect(words(second)).toContain('Approved ')
    expect(await stateOf(id)).toBe('approved')
  })

  test('a dismissal has a reason, and is kept with it', async () => {
    const id = await aReview()
    const dismissed = await pressed(
      await press({ do: 'review', id }),
      (action) => action.do === 'review-dismiss' && action.why === 'broken',
    )
    expect(words(dismissed)).toContain('Decided: not a change, Sunday, 22 November 2026, 12:00 (UTC). The page broke')
    expect(await desk.store.reviews.decisions(id)).toMatchObject([{ what: 'dismissed', why: 'broken' }])
  })

  test('without a guide nobody can be told, so it cannot be approved', async () => {
    const id = await aReview({ slug: null, service: 'Photobucket' })
    const card = await press({ do: 'review', id })
    expect(words(card)).toContain('No guide covers this service')
    expect(actions(card).some(approving)).toBe(false)
    expect(words(await press({ do: 'review-decide', id, revision: 1, as: 'approve' }))).toContain('No guide covers this service')
    expect(await stateOf(id)).toBe('waiting')
  })

  test('above a thousand recipients it is asked once more', async () => {
    const id = await aReview()
    for (let n = 0; n < 1_001; n += 1)
      await desk.store.people.follow({ chatPlatform: 'discord', userId: `f${n}` }, 'linkedin', { atMs: 0, max: 9 })
    const asked = await pressed(await press({ do: 'review', id }), approving)
    expect(words(asked)).toBe('This tells 0 channels and 1,001 people. Approve it?')
    expect(await stateOf(id)).toBe('waiting')
    await pressed(asked, approving)
    expect(await stateOf(id)).toBe('approved')
  })

  test('what people read can be changed first, and what cannot be read is refused by name', async () => {
    const id = await aReview()
    const form = await pressed(await press({ do: 'review', id }), (action) => action.do === 'review-edit')
    if (form.kind !== 'form') throw new Error('expected a form')
    expect(form.fields.map(({ name, value }) => [name, value])).toEqual([
      ['sentence', 'LinkedIn now says it trains AI on your posts.'],
      ['kind', 'new-use'],
      ['direction', 'worse'],
      ['effective', '2026-11-03'],
      ['regions', 'world'],
    ])
    const filled = {
      sentence: 'LinkedIn may train on  posts.',
      kind: 'widened use',
      direction: 'Worse',
      effective: '',
      regions: 'Germany, CH',
    }
    const submit = (values: Record<string, string>) => desk.desk.submit(desk.desk.actionId(form.action), { ...filled, ...values }, ana())
    expect(words(await submit({ kind: 'odd' }))).toContain("We don't know the kind “odd”.")
    expect(words(await submit({ direction: 'sideways' }))).toContain("We can't read “sideways”.")
    expect(words(await submit({ effective: '3 Nov' }))).toContain('Write it as 2026-11-03')
    expect(words(await submit({ regions: 'Bavria' }))).toContain("We don't know the region “Bavria”.")
    expect(words(await submit({ sentence: ' ' }))).toContain('Write one sentence')
    await submit({})
    expect(await desk.store.reviews.find(id)).toMatchObject({
      state: 'waiting',
      draft: { sentence: 'LinkedIn may train on posts.', kind: 'widened-use', effectiveOn: null, jurisdictions: ['DE', 'CH'] },
    })
  })
})

test.each(['review-correct', 'review-withdraw'] as const)('%s asks for words, and without them nothing is sent', async (does) => {
  const id = await aReview()
  await pressed(await press({ do: 'review', id }), approving)
  expect(words(await press({ do: does, id }))).not.toContain('What we said')
  desk.at('2026-11-22T12:05:00Z')
  const form = await press({ do: does, id })
  if (form.kind !== 'form') throw new Error('expected a form')
  const submit = (values: Record<string, string>) => desk.desk.submit(desk.desk.actionId(form.action), values, ana())
  expect(words(await submit({}))).toContain('Say what was wrong and what is so.')
  expect(await desk.store.reviews.unwritten()).toEqual([])
  expect(words(await submit({ wrong: 'It is on.', right: 'It is off.', why: 'The page broke.' }))).toContain('Everybody who was told')
  expect(await desk.store.reviews.unwritten()).toHaveLength(1)
  expect(await stateOf(id)).toBe(does === 'review-correct' ? 'approved' : 'withdrawn')
})
