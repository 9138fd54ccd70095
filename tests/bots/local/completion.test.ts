import { expect, test } from 'vitest'
import { complete } from '../../../src/bots/local/completion.ts'
import { askerIn } from '../../../src/bots/local/place.ts'
import { createFrontDesk } from '../../../src/commands/front-desk.ts'
import { createCatalog } from '../../../src/core/catalog.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { services } from '../../web/a-site.ts'

const store = await openStore({ inMemory: true })
const asker = askerIn('channel', { manages: true, locale: 'en' }, 'Europe/Berlin')
const desk = createFrontDesk({
  world: {
    catalog: createCatalog(services),
    people: store.people,
    digests: store.digests,
    requests: store.requests,
    reminders: store.reminders,
    checklists: store.checklists,
    personalData: store.personalData,
    clock: { now: () => 0 },
    defaults: { region: 'DE', locale: 'en', zone: 'UTC' },
    publicUrl: null,
    memo: (_key, make) => make(),
    operators: null,
    mayPost: async () => ({ kind: 'yes' }),
  },
  log: { error: () => {} },
  newCode: () => 'TEST',
})
const texts = async (typed: string) => (await complete(typed, desk, asker)).map(({ text }) => text)

test('a slash offers the commands, with what they do', async () => {
  expect(await texts('/')).toContain('/optout ')
  expect(await texts('/dig')).toContain('/digest set ')
  expect(await texts('/hel')).toEqual(['/help'])
  expect((await complete('/hel', desk, asker))[0]?.hint).not.toBe('')
})

test('after a command, the option under the cursor is completed and the line before it stays', async () => {
  expect(await texts('/optout exa')).toEqual(['/optout example '])
  expect(await texts('/optout example in germ')).toEqual(['/optout example in DE '])
  expect((await texts('/digest set 09:'))[0]).toBe('/digest set 09:00 ')
  expect(await texts('/digest set 09:00 europe/berl')).toEqual(['/digest set 09:00 Europe/Berlin '])
})

test('after a whole value, the words that may follow are offered', async () => {
  expect(await texts('/optout example ')).toEqual(expect.arrayContaining(['/optout example in ', '/optout example as ']))
})

test('words without a slash ask for a guide', async () => {
  expect(await texts('exa')).toEqual(['example '])
})

test('nonsense offers nothing', async () => {
  expect(await texts('/zzz zzz')).toEqual([])
  expect(await texts('/zzz')).toEqual([])
})
