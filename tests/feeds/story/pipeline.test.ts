/** Steps become stories: what is announced, what is held back and why, what stays silent. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PolicyStep } from '../../../src/core/detection.ts'
import { createPipeline, type SavedPipeline, type Taken } from '../../../src/feeds/story/pipeline.ts'
import { itemOf, type StoryItem } from '../../../src/feeds/story/story.ts'
import { aPolicy, inOrder, NO_SHARING, stepsOf, TRAINING, wordsDetector } from '../support/policies.ts'

const slugOf = ({ service }: { service: string }) => (['Pinboard', 'Pinboard Inc'].includes(service) ? 'pinboard' : null)

function run(steps: readonly PolicyStep[], saved: SavedPipeline | null = null) {
  const pipeline = createPipeline({ detect: wordsDetector, slugOf, saved })
  const items = new Map<string, StoryItem>()
  const taken: Taken[] = []
  for (const step of steps) {
    const result = pipeline.take(step)
    taken.push(result)
    for (const story of result.changed) items.set(story.id, itemOf(story))
  }
  return { items: [...items.values()], taken, saved: pipeline.save() }
}

const held = (steps: readonly PolicyStep[]) => run(steps).items.map((item) => item.held)
const lastGate = ({ gates }: Taken) => gates.at(-1)?.gate

test('a sentence about training that was never there is a story, with its day, guide and words', () => {
  const steps = stepsOf([
    ['2025-01-01', aPolicy()],
    ['2025-03-05', aPolicy(`${TRAINING} This is effective 2025-04-01.`)],
  ])
  expect(run(steps).items).toEqual([
    {
      at: '2025-03-05T00:00:00.000Z',
      collection: 'demo',
      service: 'Pinboard',
      document: 'Privacy Policy',
      commit: steps[1]?.id,
      slug: 'pinboard',
      kinds: ['new-use'],
      direction: 'worse',
      effectiveOn: '2025-04-01',
      score: 0.9,
      held: null,
      passages: [{ after: TRAINING }],
      story: `demo/${steps[1]?.id}/Pinboard/Privacy Policy`,
      version: 1,
      also: [],
    },
  ])
})

test('forty first records at once are silent', () => {
  const steps = Array.from({ length: 40 }, (_, index) =>
    stepsOf([['2025-01-01', aPolicy(TRAINING)]], { service: `Service ${index}` }),
  ).flat()
  const { items, taken } = run(steps)
  expect(items).toEqual([])
  expect(new Set(taken.map(lastGate))).toEqual(new Set(['first-record']))
})

test('a technical upgrade is silent, and what it brought is known afterwards', () => {
  const { items, taken } = run(
    stepsOf([
      ['2025-01-01', aPolicy()],
      ['2025-02-01', aPolicy(TRAINING), 'technical'],
      ['2025-04-01', aPolicy()],
      ['2025-04-02', aPolicy(TRAINING)],
    ]),
  )
  expect(lastGate(taken[1] as Taken)).toBe('technical')
  expect(lastGate(taken[3] as Taken)).toBe('repeat')
  // Its going two months later would be news, but that the page reads as it once did makes one look twice.
  expect(items.map((item) => item.held)).toEqual(['returned'])
})

test('a policy that vanishes and comes back a month later is held once, and never told', () => {
  const full = aPolicy(TRAINING, NO_SHARING)
  const { items, taken } = run(
    stepsOf([
      ['2026-01-01', full],
      ['2026-06-28', '# Privacy Policy\n\nWe are sorry, something went wrong on our side.\n'],
      ['2026-07-26', full],
    ]),
  )
  expect(items.map((item) => item.held)).toEqual(['collapse'])
  expect(lastGate(taken[2] as Taken)).toBe('repeat')
})

test('what was new when the vanished policy came back is still told', () => {
  const { items } = run(
    stepsOf([
      ['2026-01-01', aPolicy(NO_SHARING)],
      ['2026-06-28', '# Privacy Policy\n\nWe are sorry, something went wrong on our side.\n'],
      ['2026-07-26', aPolicy(NO_SHARING, TRAINING)],
    ]),
  )
  expect(items).toMatchObject([{ at: '2026-07-26T00:00:00.000Z', held: null, passages: [{ after: TRAINING }] }])
})

test('a sentence that blinks within a day is a flap', () => {
  expect(
    held(
      stepsOf([
        ['2025-01-01', aPolicy()],
        ['2025-03-05', aPolicy(TRAINING)],
        ['2025-03-06', aPolicy()],
      ]),
    ),
  ).toEqual(['flap'])
})

test('a change that is shown, taken back and shown for good, as in a gradual release, is believed', () => {
  expect(
    held(
      stepsOf([
        ['2025-01-01', aPolicy()],
        ['2025-03-05', aPolicy(TRAINING)],
        ['2025-03-06', aPolicy()],
        ['2025-03-07', aPolicy(TRAINING)],
      ]),
    ),
  ).toEqual([null])
})

test('two variants that alternate for weeks make one held story', () => {
  const days = Array.from({ length: 30 }, (_, index) => new Date(Date.UTC(2025, 2, 1 + index)).toISOString())
  const steps = stepsOf([
    ['2025-01-01', aPolicy()],
    ...days.map((day, index) => [day, index % 2 === 0 ? aPolicy(TRAINING) : aPolicy()] as const),
  ])
  const { items, taken } = run(steps)
  expect(items.map((item) => item.held)).toEqual(['flap'])
  expect(taken.slice(3).map(lastGate)).toEqual(taken.slice(3).map(() => 'repeat'))
})

test('a line that is different every day is silent', () => {
  const days = Array.from({ length: 50 }, (_, index) => new Date(Date.UTC(2025, 2, 1 + index)).toISOString())
  const { items, saved } = run(
    stepsOf(days.map((day, index) => [day, aPolicy(TRAINING, `Trusted by ${1_000_000 + index * 37} people all over the world today.`)])),
  )
  expect(items).toEqual([])
  expect(JSON.stringify(saved).length).toBeLessThan(4_000)
})

test('a page in another language is held, and its return is silent', () => {
  const german = `# Datenschutz\n\n${Array.from({ length: 14 }, (_, index) => `Wir erheben die Daten ${index} und nutzen sie für den Betrieb, wenn Sie das Angebot von uns nutzen. Die Daten werden nicht verkauft oder mit Dritten geteilt, und wir nutzen sie nicht, um ein Modell ${index} to train.`).join('\n\n')}\n`
  const { items, taken } = run(
    stepsOf([
      ['2025-01-01', aPolicy(TRAINING)],
      ['2025-03-05', german],
      ['2025-05-05', aPolicy(TRAINING)],
    ]),
  )
  expect(items.map((item) => item.held)).toEqual(['translation'])
  expect(lastGate(taken[2] as Taken)).toBe('repeat')
})

test('a table whose rows change places is silent', () => {
  const rows = [
    '| Photos you upload | used to train our models | on |',
    '| Messages you send | never used by anyone at all | off |',
    '| Places you visit | kept for ninety days only | on |',
  ]
  const table = (order: readonly number[]) =>
    aPolicy(`| Data | Use | Default |\n| --- | --- | --- |\n${order.map((index) => rows[index]).join('\n')}`)
  const { items, taken } = run(
    stepsOf([
      ['2025-01-01', table([0, 1, 2])],
      ['2025-02-01', table([2, 0, 1])],
    ]),
  )
  expect(items).toEqual([])
  expect(lastGate(taken[1] as Taken)).toBe('training')
})

test('a new date at the top is silent', () => {
  expect(
    held(
      stepsOf([
        ['2025-01-01', `Last updated on 1 January 2025.\n\n${aPolicy(TRAINING)}`],
        ['2025-02-01', `Last updated on 1 February 2025.\n\n${aPolicy(TRAINING)}`],
      ]),
    ),
  ).toEqual([])
})

test('the same words in two collections are one story', () => {
  const texts = [
    ['2025-01-01', aPolicy()],
    ['2025-03-05', aPolicy(TRAINING)],
  ] as const
  const later = [texts[0], ['2025-03-20', texts[1][1]]] as const
  const { items } = run(
    inOrder(stepsOf(texts, { collection: 'one', service: 'Pinboard' }), stepsOf(later, { collection: 'two', service: 'Pinboard Inc' })),
  )
  expect(items).toMatchObject([{ collection: 'one', version: 2, also: [{ collection: 'two', service: 'Pinboard Inc', slug: 'pinboard' }] }])
})

test('two documents that a service changes in the same week are one story; a year later it is another', () => {
  const terms = { document: 'Terms of Service' }
  const other = 'We may train our models on the photos you upload to the service.'
  const third = 'We may train our models on the messages you send to your friends.'
  const { items } = run(
    inOrder(
      stepsOf([
        ['2025-01-01', aPolicy()],
        ['2025-03-05', aPolicy(TRAINING)],
        ['2026-03-05', aPolicy(TRAINING, third)],
      ]),
      stepsOf(
        [
          ['2025-01-02', aPolicy()],
          ['2025-03-08', aPolicy(other)],
        ],
        terms,
      ),
    ),
  )
  expect(items.map(({ at, also }) => [at.slice(0, 10), also.map(({ document }) => document)])).toEqual([
    ['2025-03-05', ['Terms of Service']],
    ['2026-03-05', []],
  ])
})

test('a later version of what was told updates the story', () => {
  const { items } = run(
    stepsOf([
      ['2025-01-01', aPolicy()],
      ['2025-03-05', aPolicy(TRAINING)],
      ['2025-03-09', aPolicy(TRAINING, 'From effective 2025-05-01 we also train on the photos you upload.')],
    ]),
  )
  expect(items).toMatchObject([{ at: '2025-03-05T00:00:00.000Z', version: 2, effectiveOn: '2025-05-01', held: null }])
  expect(items[0]?.passages).toHaveLength(2)
})

test('a renamed service keeps its history, by git’s word or by its text', () => {
  const [first, change] = stepsOf([
    ['2025-01-01', aPolicy(TRAINING)],
    ['2025-02-01', aPolicy()],
  ])
  const byGit: PolicyStep = {
    ...(stepsOf([['2025-06-01', aPolicy(TRAINING)]], { service: 'Corkboard' })[0] as PolicyStep),
    before: aPolicy(),
    formerly: { service: 'Pinboard', document: 'Privacy Policy' },
  }
  expect(run([first, change, byGit] as PolicyStep[]).taken.map(lastGate)).toEqual(['first-record', 'same-event', 'repeat'])
  const byText = stepsOf(
    [
      ['2025-06-01', aPolicy()],
      ['2025-06-02', aPolicy(TRAINING)],
    ],
    { service: 'Corkboard' },
  )
  expect(run([first, change, ...byText] as PolicyStep[]).taken.map(lastGate)).toEqual([
    'first-record',
    'same-event',
    'first-record',
    'repeat',
  ])
})

test('history from before the asked time is remembered and not told', () => {
  const [first, told, gone, back] = stepsOf([
    ['2024-01-01', aPolicy()],
    ['2024-02-01', aPolicy(TRAINING)],
    ['2024-06-01', aPolicy()],
    ['2025-03-01', aPolicy(TRAINING)],
  ]) as [PolicyStep, PolicyStep, PolicyStep, PolicyStep]
  const pipeline = createPipeline({ detect: wordsDetector, slugOf })
  const learnt = [first, told, gone].map((step) => pipeline.learn(step))
  expect(learnt.flatMap(({ changed }) => changed)).toEqual([])
  expect(lastGate(pipeline.take(back))).toBe('repeat')
})

/** Texts that come and go in any order: a property must hold for every history, not for those somebody thought of. */
const sentences = [
  TRAINING,
  NO_SHARING,
  'We may train our models on your photos too.',
  'Our partners train their models on the messages you send.',
  'A plain sentence about nothing in particular here.',
]
const histories = fc.array(
  fc.record({
    service: fc.constantFrom('Pinboard', 'Corkboard', 'Pinboard Inc'),
    days: fc.integer({ min: 0, max: 40 }),
    parts: fc.subarray(sentences),
    shrunk: fc.boolean(),
    technical: fc.boolean(),
  }),
  { minLength: 2, maxLength: 25 },
)

test('in one go or in two halves, with what is known kept as JSON in between, the stories are the same', () => {
  fc.assert(
    fc.property(histories, fc.nat(), (moves, where) => {
      const last = new Map<string, string>()
      let at = Date.parse('2025-01-01')
      const steps = moves.map(({ service, days, parts, shrunk, technical }, index): PolicyStep => {
        at += days * 86_400_000
        const after = shrunk ? `# Privacy Policy\n\n${parts.join('\n\n')}` : aPolicy(...parts)
        const before = last.get(service) ?? null
        last.set(service, after)
        return { collection: 'demo', service, document: 'Privacy Policy', id: `${index}`.padStart(40, '0'), at, before, after, technical }
      })
      const cut = where % steps.length
      const whole = run(steps)
      const first = run(steps.slice(0, cut))
      const second = run(steps.slice(cut), JSON.parse(JSON.stringify(first.saved)) as SavedPipeline)
      const merged = new Map([...first.items, ...second.items].map((item) => [item.story, item]))
      expect([...merged.values()]).toEqual(whole.items)
      expect(second.saved.stories).toEqual(whole.saved.stories)
    }),
    { numRuns: 200 },
  )
})
