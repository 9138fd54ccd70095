import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/commands/reply.ts'
import { createCatalog } from '../../src/core/catalog.ts'
import { anotherService } from '../guides/service-factory.ts'
import { actions, actionThat, aDesk, anAsker, message, type TestDesk, words } from './a-world.ts'

const inBerlin = () => anAsker({ zone: 'Europe/Berlin' })
const press = ({ desk }: TestDesk, reply: Reply, does: string, asker = inBerlin()) =>
  desk.press(desk.actionId(actionThat(reply, (action) => action.do === does)), asker)

describe('/letter', () => {
  test('says which law, whom to write to, by when, and who hears a complaint', async () => {
    const { desk } = await aDesk()
    const reply = await desk.run(['letter'], { platform: 'linkedin', region: 'FR' }, inBerlin())
    expect(message(reply)).toMatchObject({ visibility: 'private', replaces: false })
    const said = words(reply)
    for (const line of [
      'LinkedIn: objection letter',
      'GDPR, Art. 21(1)',
      'For you: France, 22 November 2026. Law: General Data Protection Regulation (GDPR).',
      'LinkedIn Ireland Unlimited Company decides on your data there.',
      'By post: Wilton Place, Dublin 2, Ireland',
      'Open their form: https://www.linkedin.com/help/linkedin/ask/TS-DPRO',
      'They have one month from the day they get it. If that is today: until 22 December 2026.',
      'complain to Commission Nationale de l’Informatique et des Libertés (CNIL), https://www.cnil.fr/fr/plaintes',
      'This is not legal advice. We send nothing',
    ])
      expect(said).toContain(line)
  })

  test('says so where we do not know whom to write to', async () => {
    const catalog = createCatalog([anotherService('example', { name: 'Example', owner: 'Example Ltd', controllers: [] })])
    const { desk } = await aDesk({ catalog })
    expect(words(await desk.run(['letter'], { platform: 'example', region: 'FR' }, inBerlin()))).toContain(
      "We don't know which company decides on your data there. Example Ltd runs the service.",
    )
  })

  test.each(['letter linkedin', '/letter linked in', 'optout letter linkedin in DE', 'letter linkedin.com in germany'])(
    'typed: %s',
    async (typed) => {
      const { desk } = await aDesk()
      expect(words(await desk.runText(typed, inBerlin()))).toContain('complain to the authority of the state you live in')
    },
  )

  test.each([
    ['letter linkedin in JP', 'Japan: we know no law there that lets you object to AI training'],
    ['letter linkedin in US', 'United States: it depends on the state. We know the law of California'],
    ['letter linkedin in Bavria', "We don't know the region “Bavria”."],
    ['letter photobucket', "We don't cover photobucket yet"],
    ['letter signal in DE', 'There is nothing to object to.'],
  ])('%s', async (typed, expected) => {
    const reply = await (await aDesk()).desk.runText(typed, inBerlin())
    expect(words(reply)).toContain(expected)
    expect(actions(reply).map(({ do: what }) => what)).not.toContain('letter-text')
  })

  test('in California it claims no right to object', async () => {
    const said = words(await (await aDesk()).desk.runText('letter linkedin in US-CA', inBerlin()))
    expect(said).toContain('California gives no general right to object to AI training.')
    expect(said).toContain('They have 45 days from the day they get it. If that is today: until 6 January 2027.')
    expect(said).toContain('They must stop selling and sharing within 15 business days.')
    expect(said).toContain('https://privacy.ca.gov/submit-a-complaint')
  })

  test('leads to the page where there is one', async () => {
    const { desk } = await aDesk({ publicUrl: 'https://optout.example' })
    expect(words(await desk.runText('letter linkedin in DE', inBerlin()))).toContain(
      'Open the letter: https://optout.example/letter/linkedin?region=DE&account=personal',
    )
  })
})

describe('on a guide', () => {
  test('the button is there where a law is known, and answers beside the guide', async () => {
    const desk = await aDesk()
    const guide = await desk.desk.runText('linkedin in DE', inBerlin())
    const reply = await press(desk, guide, 'letter')
    expect(message(reply).replaces).toBe(false)
    expect(words(reply)).toContain('LinkedIn: objection letter')
  })

  test.each(['linkedin in JP', 'linkedin in US', 'signal in DE'])('there is none on: %s', async (typed) => {
    const guide = await (await aDesk()).desk.runText(typed, inBerlin())
    expect(actions(guide).map(({ do: what }) => what)).not.toContain('letter')
  })
})

test('the text comes to be copied, in parts when it is long, with nothing personal in it', async () => {
  const desk = await aDesk()
  let reply = await press(desk, await desk.desk.runText('letter aws in DE', inBerlin()), 'letter-text')
  const texts: string[] = []
  for (;;) {
    texts.push(
      message(reply)
        .notice.blocks.flatMap((block) => (block.kind === 'copy' ? [block.text] : []))
        .join(''),
    )
    if (!actions(reply).some(({ do: what }) => what === 'letter-text')) break
    reply = await press(desk, reply, 'letter-text')
  }
  expect(texts).toHaveLength(2)
  expect(texts[0]).toMatch(/^\[your name\]/)
  expect(texts.join('\n\n')).toContain('Under Article 21(1)')
  expect(texts.at(-1)).toMatch(/Yours faithfully,\n\n\[your name\]$/)
  const beyond = await desk.desk.press(desk.desk.actionId({ do: 'letter-text', slug: 'linkedin', region: 'DE', part: 9 }), inBerlin())
  expect(words(beyond)).toContain('These buttons are too old.')
})

describe('remind me of it', () => {
  test.each([
    ['DE', 'Wednesday, 23 December 2026, 09:00 (Europe/Berlin)'],
    ['US-CA', 'Thursday, 7 January 2027, 09:00 (Europe/Berlin)'],
    ['CH', 'Wednesday, 23 December 2026, 09:00 (Europe/Berlin)'],
  ])('in %s: on the day after the last one for an answer', async (region, moment) => {
    const desk = await aDesk()
    const set = await press(desk, await desk.desk.runText(`letter linkedin in ${region}`, inBerlin()), 'letter-remind')
    expect(words(set)).toContain(moment)
    expect(await desk.store.reminders.of(inBerlin().person)).toMatchObject([{ slug: 'linkedin', kind: 'asked' }])
  })

  test('nothing but the reminder is stored about whoever asks', async () => {
    const desk = await aDesk()
    await press(desk, await desk.desk.runText('letter linkedin in DE', inBerlin()), 'letter-text')
    expect(await desk.store.reminders.of(inBerlin().person)).toEqual([])
    expect(await desk.store.people.settings(inBerlin().person)).toEqual({})
  })
})
