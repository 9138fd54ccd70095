import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/commands/reply.ts'
import type { Action } from '../../src/core/action.ts'
import { createCatalog } from '../../src/core/catalog.ts'
import { PACK_NAMES } from '../../src/core/checklist.ts'
import type { Rule, Service } from '../../src/core/service.ts'
import { aService } from '../scheduler/samples.ts'
import { actions, actionThat, aDesk, anAsker, message, type TestDesk, words } from './a-world.ts'

const { person } = anAsker()
const press = ({ desk }: TestDesk, action: Action) => desk.press(desk.actionId(action), anAsker())
const pressOn = (desk: TestDesk, reply: Reply, wanted: (action: Action) => boolean) => press(desk, actionThat(reply, wanted))
const marking = (slug: string, state: string) => (action: Action) => action.do === 'mark' && action.slug === slug && action.state === state
const guide = (desk: TestDesk) => desk.desk.run(['optout'], { platform: 'linkedin', region: 'DE' }, anAsker())

/** On everywhere, and again for another reason from 1 March 2027. */
function changingService(): Service {
  const control = {
    id: 'switch',
    kind: 'toggle',
    who: 'user',
    steps: {},
    evidence: [],
  } as unknown as Service['practices'][number]['controls'][number]
  const rule = (given: Partial<Rule>): Rule => ({ default: 'on', jurisdictions: ['world'], evidence: [], ...given })
  const base = aService('example')
  return {
    ...base,
    practices: base.practices.map((practice) => ({
      ...practice,
      controls: [control],
      rules: [rule({ until: '2027-03-01' }), rule({ since: '2027-03-01', default: 'always' })],
    })),
  }
}

describe('/checklist', () => {
  test('is empty at first, and offers packs to begin with', async () => {
    const desk = await aDesk()
    const reply = await desk.desk.runText('checklist', anAsker())
    expect(message(reply).visibility).toBe('private')
    expect(words(reply)).toContain('My checklist\nNothing is on it yet.')
    expect(actions(reply)).toEqual(PACK_NAMES.map((pack) => ({ do: 'checklist', pack })))
    expect((await desk.store.personalData.of(person)).checklist).toEqual([])
  })

  test('a pack puts on it what uses something of the person, once', async () => {
    const desk = await aDesk()
    const reply = await desk.desk.runText('checklist social', anAsker())
    const items = await desk.store.checklists.of(person)
    expect(items.length).toBeGreaterThan(3)
    expect(words(reply)).toContain(`My checklist: 0 of ${items.length} done`)
    expect(words(reply)).toContain('LinkedIn, a switch')
    await desk.desk.runText('checklist social', anAsker())
    expect(await desk.store.checklists.of(person)).toEqual(items)
  })

  test.each([
    ['dev', 'developers'],
    ['coding', 'developers'],
    ['AI', 'assistants'],
    ['school', 'students'],
    ['creative', 'creators'],
    ['my devices', 'devices'],
  ])('"%s" means the pack %s', async (typed, pack) => {
    const { desk } = await aDesk()
    const asker = anAsker({ zone: 'Europe/Berlin' })
    const said = words(await desk.runText(`checklist ${typed}`, asker))
    expect(said).toEqual(words(await (await aDesk()).desk.runText(`checklist ${pack}`, asker)))
  })

  test('an unknown pack is refused with those there are', async () => {
    const { desk } = await aDesk()
    expect(words(await desk.runText('checklist bananas', anAsker()))).toContain(
      "We don't know the starter pack “bananas”. Try one of: popular, social, assistants, work, creators, students, developers, devices.",
    )
  })

  test('marks as done and not mine in place, and takes it back', async () => {
    const desk = await aDesk()
    const list = await desk.desk.runText('checklist assistants', anAsker())
    const total = (await desk.store.checklists.of(person)).length
    const done = await pressOn(desk, list, marking('chatgpt', 'done'))
    expect(message(done).replaces).toBe(true)
    expect(words(done)).toContain(`My checklist: 1 of ${total} done`)
    expect(words(done)).toContain('Done ChatGPT, 22 November 2026')
    const less = await pressOn(desk, done, marking('gemini', 'not-mine'))
    expect(words(less)).toContain(`My checklist: 1 of ${total - 1} done`)
    expect(words(less)).toContain('Not mine: 1')
    const back = await pressOn(desk, await pressOn(desk, less, marking('gemini', 'todo')), marking('chatgpt', 'todo'))
    expect(words(back)).toContain(`My checklist: 0 of ${total} done`)
  })

  test('what is neither listed nor in the catalog cannot be marked', async () => {
    const desk = await aDesk()
    expect(words(await press(desk, { do: 'mark', slug: 'nosuchthing', practice: 'x', state: 'done' }))).toContain('too old')
    expect(await desk.store.checklists.of(person)).toEqual([])
  })

  test('with everything done it says so', async () => {
    const desk = await aDesk()
    await desk.store.checklists.mark(person, { slug: 'linkedin', practice: 'x', state: 'done', markedOn: '2026-11-22', askAgain: true })
    expect(words(await desk.desk.runText('checklist', anAsker()))).toContain('My checklist: 1 of 1 done\nAll done.')
  })
})

describe('on a guide', () => {
  test('“I turned it off” says what happened in its place, and can be undone', async () => {
    const desk = await aDesk()
    const first = await guide(desk)
    expect(words(first)).not.toContain('You turned it off')
    const done = await pressOn(desk, first, ({ do: does }) => does === 'done')
    expect(message(done).replaces).toBe(true)
    expect(words(done)).toContain('You turned it off on 22 November 2026, by your checklist.')
    expect(actions(done).map((action) => action.do)).not.toContain('done')
    expect(words(await guide(desk))).toContain('You turned it off')
    const undone = await pressOn(desk, done, ({ do: does }) => does === 'undo-done')
    expect(words(undone)).not.toContain('You turned it off')
    expect(await desk.store.checklists.of(person)).toMatchObject([{ slug: 'linkedin', state: 'todo' }])
  })

  test('there is no such button where nothing can be done', async () => {
    const desk = await aDesk()
    const zoom = await desk.desk.run(['optout'], { platform: 'zoom', region: 'DE' }, anAsker())
    expect(actions(zoom).map((action) => action.do)).not.toContain('done')
    const member = await desk.desk.run(['optout'], { platform: 'jira', account: 'business', region: 'DE' }, anAsker())
    expect(actions(member).map((action) => action.do)).not.toContain('done')
  })

  test('a reminder that is done is done on the list too', async () => {
    const desk = await aDesk()
    await desk.desk.runText('remind linkedin tomorrow', anAsker())
    const [reminder] = await desk.store.reminders.of(person)
    const reply = await press(desk, { do: 'reminder-done', id: reminder?.id ?? 0, slug: 'linkedin' })
    expect(words(reply)).toContain('It is on your checklist as done.')
    expect(await desk.store.checklists.of(person)).toMatchObject([{ slug: 'linkedin', state: 'done' }])
  })
})

describe('what changes for the worse', () => {
  test('comes back with its reason', async () => {
    const desk = await aDesk({ catalog: createCatalog([changingService()]) })
    await desk.store.checklists.mark(person, {
      slug: 'example',
      practice: 'models',
      state: 'done',
      markedOn: '2026-11-22',
      askAgain: true,
    })
    expect(words(await desk.desk.runText('checklist', anAsker()))).toContain('My checklist: 1 of 1 done')
    desk.at('2027-03-02T12:00:00Z')
    const after = words(await desk.desk.runText('checklist', anAsker()))
    expect(after).toContain('My checklist: 0 of 1 done')
    expect(after).toContain('example is back, since it changed after you were done.')
    expect(after).toContain('1 March 2027')
  })
})

describe('a look back', () => {
  const lookBacks = async (desk: TestDesk) => (await desk.store.reminders.of(person)).filter(({ kind }) => kind === 'look-back')

  test('is set for half a year after, once however often it is done, and is no reminder in the list', async () => {
    const desk = await aDesk()
    for (let n = 0; n < 2; n += 1)
      await pressOn(
        desk,
        await desk.desk.run(['optout'], { platform: 'linkedin', region: 'DE' }, anAsker()),
        ({ do: does }) => does === (n === 0 ? 'done' : 'undo-done'),
      )
    expect(await lookBacks(desk)).toEqual([])
    await pressOn(desk, await guide(desk), ({ do: does }) => does === 'done')
    expect(await lookBacks(desk)).toMatchObject([{ slug: 'linkedin', dueAt: Date.parse('2027-05-22T09:00:00Z') }])
    expect(words(await desk.desk.runText('remind', anAsker()))).toContain('You have no reminders')
  })

  test('still off: asked again in half a year; on again: back on the list; never: never', async () => {
    const desk = await aDesk()
    await pressOn(desk, await guide(desk), ({ do: does }) => does === 'done')
    desk.at('2027-05-22T09:00:00Z')
    const still = await press(desk, { do: 'look-back', slug: 'linkedin', answer: 'still' })
    expect(message(still).replaces).toBe(true)
    expect(await lookBacks(desk)).toMatchObject([{ dueAt: Date.parse('2027-11-22T09:00:00Z') }])
    expect(await desk.store.checklists.of(person)).toMatchObject([{ state: 'done', markedOn: '2027-05-22' }])
    await press(desk, { do: 'look-back', slug: 'linkedin', answer: 'again' })
    expect(await desk.store.checklists.of(person)).toMatchObject([{ state: 'todo' }])
    expect(await lookBacks(desk)).toEqual([])
    await pressOn(desk, await guide(desk), ({ do: does }) => does === 'done')
    expect(words(await press(desk, { do: 'look-back', slug: 'linkedin', answer: 'never' }))).toContain("we don't ask again")
    expect(await lookBacks(desk)).toEqual([])
    await press(desk, {
      do: 'mark',
      slug: 'linkedin',
      practice: (await desk.store.checklists.of(person))[0]?.practice ?? '',
      state: 'done',
    })
    expect(await lookBacks(desk)).toEqual([])
  })
})
