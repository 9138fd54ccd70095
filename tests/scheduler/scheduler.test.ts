import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Change } from '../../src/core/change.ts'
import { createMovableClock } from '../../src/core/movable-clock.ts'
import type { PersonRef } from '../../src/core/subscription.ts'
import { createScheduler, type SchedulerOptions } from '../../src/scheduler/scheduler.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { ANNA, aNotice, BEN, digestSettings, GENERAL, PRIVACY } from '../contracts/store-samples.ts'
import { createRecordingLog } from '../fakes/log.ts'
import { aChange } from './samples.ts'

const never = new AbortController().signal
const at = (iso: string) => Date.parse(iso)
const EIGHT = at('2026-08-14T06:00:00Z')
const NINE = at('2026-08-14T07:00:00Z')
const all = ['discord', 'slack', 'local'] as const

let store: Store
let changes: readonly Change[]
const clock = createMovableClock({ now: () => 0 })

beforeEach(async () => {
  store = await openStore({ inMemory: true })
  changes = []
  clock.moveTo(EIGHT)
})
afterEach(() => store.close())

function schedulerFor(given: Partial<SchedulerOptions> = {}) {
  return createScheduler({
    ...store,
    chatPlatforms: all,
    changes: () => changes,
    digestNotice: (items, _, run) => aNotice(JSON.stringify({ items: items.map(({ key }) => key), ...run })),
    followNotice: ({ key }, phase, { region = 'anywhere' }, today) => aNotice(`${key} ${phase} ${region} ${today}`),
    reminderNotice: ({ slug }) => aNotice(`remember ${slug}`),
    clock,
    log: createRecordingLog(),
    ...given,
  })
}

/** What waits to be sent: keys and words, in order. */
async function written(): Promise<{ key: string; words: string }[]> {
  const claimed = await store.outbox.claim({ atMs: clock.now(), leaseUntilMs: clock.now(), limit: 1_000, chatPlatforms: all })
  return claimed.map(({ key, notice: { blocks } }) => {
    const [block] = blocks
    return { key, words: block?.kind === 'text' ? block.text.map(({ text }) => text).join('') : '' }
  })
}

const keysWritten = async () => (await written()).map(({ key }) => key)

async function aDigest(given: Parameters<typeof digestSettings>[0] = {}, channel = PRIVACY) {
  return await store.digests.save(channel, digestSettings(given), { dueAt: NINE, coveredUntil: '2026-08-13', atMs: EIGHT })
}

describe('digests', () => {
  test('a digest is written once when its time has come', async () => {
    changes = [aChange('a', { announcedOn: '2026-08-14' })]
    const { id } = await aDigest()
    const scheduler = schedulerFor()
    expect(await scheduler.sweep(never)).toEqual({ digestRuns: 0, deliveries: 0 })
    clock.moveTo(NINE)
    expect(await scheduler.sweep(never)).toEqual({ digestRuns: 1, deliveries: 1 })
    expect(await scheduler.sweep(never)).toEqual({ digestRuns: 0, deliveries: 0 })
    expect(await written()).toEqual([
      { key: `digest:${id}:2026-08-14`, words: JSON.stringify({ items: ['a'], runOn: '2026-08-14', lateFrom: null }) },
    ])
    expect(await store.digests.of(PRIVACY)).toMatchObject({ lastRunOn: '2026-08-14', coveredUntil: '2026-08-14', dueAt: NINE + 86_400_000 })
  })

  test('with nothing to tell it runs in silence, unless it was asked for a sign of life', async () => {
    await aDigest({ onlyIfChanged: true }, PRIVACY)
    await aDigest({ onlyIfChanged: false }, GENERAL)
    clock.moveTo(NINE)
    expect(await schedulerFor().sweep(never)).toEqual({ digestRuns: 2, deliveries: 1 })
    expect(await store.digests.of(PRIVACY)).toMatchObject({ lastRunOn: '2026-08-14' })
    expect((await written())[0]?.words).toContain('"items":[]')
  })

  test('many of the same minute go out spread over a moment, none before its time', async () => {
    for (let n = 0; n < 60; n += 1) await aDigest({ onlyIfChanged: false }, { ...PRIVACY, channelId: `${n}` })
    clock.moveTo(NINE)
    expect(await schedulerFor().sweep(never)).toEqual({ digestRuns: 60, deliveries: 60 })
    const owedBy = async (ms: number) => (await store.outbox.owed(NINE + ms, 100)).length
    expect(await owedBy(-1)).toBe(0)
    expect(await owedBy(480)).toBeGreaterThan(10)
    expect(await owedBy(480)).toBeLessThan(50)
    expect(await owedBy(960)).toBe(60)
  })

  test('after days offline one digest comes, marked late, with everything', async () => {
    changes = [aChange('a', { announcedOn: '2026-08-14' }), aChange('b', { announcedOn: '2026-08-16', effectiveOn: '2026-09-01' })]
    await aDigest()
    clock.moveTo(at('2026-08-18T12:00:00Z'))
    expect(await schedulerFor().sweep(never)).toEqual({ digestRuns: 1, deliveries: 1 })
    expect((await written()).map(({ words }) => JSON.parse(words))).toEqual([
      { items: ['a', 'b'], runOn: '2026-08-18', lateFrom: '2026-08-14' },
    ])
  })

  test('when the clock goes back, no day runs again', async () => {
    await aDigest({ onlyIfChanged: false })
    clock.moveTo(NINE)
    const scheduler = schedulerFor()
    await scheduler.sweep(never)
    clock.moveTo(EIGHT)
    await scheduler.sweep(never)
    clock.moveTo(NINE)
    expect(await scheduler.sweep(never)).toEqual({ digestRuns: 0, deliveries: 0 })
  })

  test('a digest whose building fails does not keep the others back', async () => {
    for (let n = 0; n < 60; n += 1)
      await aDigest({ onlyIfChanged: false, locale: n < 55 ? 'xx' : 'en' }, { ...PRIVACY, channelId: String(n) })
    clock.moveTo(NINE)
    const scheduler = schedulerFor({
      digestNotice: (_, { settings }) => {
        if (settings.locale === 'xx') throw new Error('no such language')
        return aNotice()
      },
    })
    await expect(scheduler.sweep(never)).rejects.toThrow('no such language')
    clock.moveTo(NINE + 60_000)
    expect(await keysWritten()).toHaveLength(5)
  })

  test('digests of a chat platform that is not connected wait for it', async () => {
    await aDigest({ onlyIfChanged: false })
    clock.moveTo(NINE)
    expect(await schedulerFor({ chatPlatforms: ['slack'] }).sweep(never)).toMatchObject({ digestRuns: 0 })
    expect(await schedulerFor().sweep(never)).toMatchObject({ digestRuns: 1 })
  })

  test('a stop comes between two digests, and the rest follow later', async () => {
    const stopping = new AbortController()
    for (let n = 0; n < 5; n += 1) await aDigest({ onlyIfChanged: false }, { ...PRIVACY, channelId: String(n) })
    clock.moveTo(NINE)
    const scheduler = schedulerFor({
      digestNotice: () => {
        stopping.abort()
        return aNotice()
      },
    })
    expect(await scheduler.sweep(stopping.signal)).toMatchObject({ digestRuns: 1 })
    expect(await scheduler.sweep(never)).toMatchObject({ digestRuns: 4 })
  })

  test('a change we only learned of later is told by the next digest', async () => {
    await aDigest()
    const scheduler = schedulerFor()
    clock.moveTo(NINE)
    await scheduler.sweep(never)
    changes = [aChange('learned-late', { announcedOn: '2026-08-01', effectiveOn: '2026-12-01' })]
    clock.moveTo(NINE + 60_000)
    await scheduler.sweep(never)
    expect(await keysWritten()).toEqual([])
    clock.moveTo(NINE + 86_400_000)
    await scheduler.sweep(never)
    expect((await written()).map(({ words }) => JSON.parse(words))).toMatchObject([{ items: ['learned-late'], runOn: '2026-08-15' }])
  })
})

describe('followers', () => {
  const follow = (person: PersonRef, slug = 'linkedin') => store.people.follow(person, slug, { atMs: EIGHT, max: 10 })
  const coming = aChange('coming', { effectiveOn: '2026-08-20' })

  test('on the first start everything known is old news, and what comes later is told', async () => {
    await follow(BEN)
    changes = [coming, aChange('past', { effectiveOn: '2026-08-01' })]
    const scheduler = schedulerFor()
    expect(await scheduler.sweep(never)).toEqual({ digestRuns: 0, deliveries: 0 })
    clock.moveTo(at('2026-08-20T00:00:00Z'))
    expect(await scheduler.sweep(never)).toEqual({ digestRuns: 0, deliveries: 1 })
    expect(await written()).toEqual([{ key: 'follow:coming:effective:discord:200', words: 'coming effective anywhere 2026-08-20' }])
  })

  test('a new change is told when it is announced and when it takes effect, once each, also after a restart', async () => {
    await follow(BEN)
    await schedulerFor().sweep(never)
    changes = [coming]
    await schedulerFor().sweep(never)
    await schedulerFor().sweep(never)
    expect(await keysWritten()).toEqual(['follow:coming:announced:discord:200'])
    clock.moveTo(at('2026-08-20T00:00:00Z'))
    await schedulerFor().sweep(never)
    await schedulerFor().sweep(never)
    expect(await store.outbox.counts()).toMatchObject({ pending: 2 })
  })

  test('a change heard of when it is in effect is told once, and not at all when that is long ago', async () => {
    await follow(BEN)
    const scheduler = schedulerFor()
    await scheduler.sweep(never)
    changes = [aChange('new', { effectiveOn: '2026-08-01' }), aChange('old', { effectiveOn: '2026-07-01' })]
    expect(await scheduler.sweep(never)).toMatchObject({ deliveries: 1 })
    expect(await keysWritten()).toEqual(['follow:new:effective:discord:200'])
    expect(await schedulerFor().sweep(never)).toMatchObject({ deliveries: 0 })
  })

  test('only who follows the service, and whom the change concerns as far as we know', async () => {
    const carl: PersonRef = { chatPlatform: 'discord', userId: '300' }
    const dora: PersonRef = { chatPlatform: 'discord', userId: '400' }
    await follow(ANNA)
    await follow(BEN)
    await follow(carl)
    await follow(dora, 'reddit')
    await store.people.remember(ANNA, { region: 'DE' })
    await store.people.remember(BEN, { region: 'US' })
    const scheduler = schedulerFor()
    await scheduler.sweep(never)
    changes = [aChange('european', { jurisdictions: ['eu'] })]
    await scheduler.sweep(never)
    expect((await written()).map(({ words }) => words).toSorted()).toEqual([
      'european announced DE 2026-08-14',
      'european announced anywhere 2026-08-14',
    ])
  })

  test('hundreds are told, each once, though it stops half-way', async () => {
    const scheduler = schedulerFor()
    await scheduler.sweep(never)
    for (let n = 0; n < 250; n += 1) await follow({ chatPlatform: 'discord', userId: String(n) })
    changes = [coming]
    const stopping = new AbortController()
    const enqueue = store.outbox.enqueue
    const stoppedEarly = schedulerFor({
      outbox: {
        ...store.outbox,
        enqueue: (...args) => {
          stopping.abort()
          return enqueue(...args)
        },
      },
    })
    expect(await stoppedEarly.sweep(stopping.signal)).toMatchObject({ deliveries: 100 })
    expect(await scheduler.sweep(never)).toMatchObject({ deliveries: 150 })
    expect(new Set(await keysWritten()).size).toBe(250)
  })
})

describe('deadlines', () => {
  const day = (date: string) => clock.moveTo(at(`${date}T12:00:00Z`))
  /** Change and phase of every message that was written, in order. */
  const told = async () => (await store.outbox.owed(clock.now(), 50)).map(({ key }) => key.split(':').slice(1, 3).join(' '))

  test('followers hear of a change they can act on two weeks, three days and one day before it, and when it starts', async () => {
    await store.people.follow(BEN, 'linkedin', { atMs: EIGHT, max: 10 })
    const scheduler = schedulerFor()
    await scheduler.sweep(never)
    changes = [aChange('a', { announcedOn: null, effectiveOn: '2026-09-10' })]
    const days: string[] = []
    for (let n = 0; n < 40; n += 1) {
      clock.moveTo(NINE + n * 86_400_000)
      const { deliveries } = await scheduler.sweep(never)
      if (deliveries > 0) days.push(new Date(clock.now()).toISOString().slice(0, 10))
    }
    expect(days).toEqual(['2026-08-14', '2026-08-27', '2026-09-07', '2026-09-09', '2026-09-10'])
    expect(await told()).toEqual(['a announced', 'a in-14', 'a in-3', 'a in-1', 'a effective'])
  })

  test('come on the days the operator wants', async () => {
    await store.people.follow(BEN, 'linkedin', { atMs: EIGHT, max: 10 })
    const scheduler = schedulerFor({ deadlineDays: [7, 20] })
    await scheduler.sweep(never)
    changes = [aChange('a', { announcedOn: null, effectiveOn: '2026-09-10' })]
    for (let n = 0; n < 40; n += 1) {
      clock.moveTo(NINE + n * 86_400_000)
      await scheduler.sweep(never)
    }
    expect(await told()).toEqual(['a announced', 'a in-20', 'a in-7', 'a effective'])
  })

  test('what nobody can act on has none', async () => {
    await store.people.follow(BEN, 'linkedin', { atMs: EIGHT, max: 10 })
    const scheduler = schedulerFor()
    await scheduler.sweep(never)
    changes = [aChange('a', { severity: 'notice', effectiveOn: '2026-09-10' })]
    for (const date of ['2026-08-14', '2026-08-27', '2026-09-07', '2026-09-09']) {
      day(date)
      await scheduler.sweep(never)
    }
    expect(await told()).toEqual(['a announced'])
  })

  test('several that passed while we were off are told as one, and news that comes late counts as news', async () => {
    await store.people.follow(BEN, 'linkedin', { atMs: EIGHT, max: 10 })
    const scheduler = schedulerFor()
    changes = [aChange('a', { effectiveOn: '2026-09-10' })]
    await scheduler.sweep(never)
    day('2026-09-08')
    changes = [...changes, aChange('b', { effectiveOn: '2026-09-10' })]
    await scheduler.sweep(never)
    expect((await told()).toSorted()).toEqual(['a in-3', 'b announced'])
  })
})

test('what nobody asked for at night comes in the morning, where the zone is known', async () => {
  await store.people.follow(BEN, 'linkedin', { atMs: EIGHT, max: 10 })
  await store.people.follow(ANNA, 'linkedin', { atMs: EIGHT, max: 10 })
  await store.people.remember(BEN, { zone: 'Europe/Berlin' })
  const scheduler = schedulerFor()
  await scheduler.sweep(never)
  clock.moveTo(at('2026-08-14T22:30:00Z'))
  changes = [aChange('a')]
  await scheduler.sweep(never)
  expect(await store.outbox.owed(clock.now(), 10)).toMatchObject([{ destination: ANNA }])
  expect(await store.outbox.nextDueAt(['discord'])).toBe(at('2026-08-15T06:00:00Z'))
  clock.moveTo(at('2026-08-15T06:00:00Z'))
  expect((await written()).map(({ words }) => words.split(' ').at(-1)).toSorted()).toEqual(['2026-08-14', '2026-08-15'])
})

describe('what is due', () => {
  test('is listed without doing it', async () => {
    await store.people.follow(BEN, 'linkedin', { atMs: EIGHT, max: 10 })
    const scheduler = schedulerFor()
    await scheduler.sweep(never)
    changes = [aChange('a', { announcedOn: '2026-08-14' })]
    await aDigest()
    await store.outbox.enqueue(
      [{ key: 'x', class: 'reminder', destination: { kind: 'person', ...ANNA }, notice: aNotice(), dueAt: EIGHT }],
      EIGHT,
    )
    for (let again = 0; again < 2; again += 1) {
      const due = await scheduler.due(NINE)
      expect(due).toMatchObject([
        { kind: 'delivery', key: 'x', dueAt: EIGHT },
        { kind: 'digest', runOn: '2026-08-14', sends: true, dueAt: NINE, changes: [{ key: 'a' }] },
        { kind: 'follow', phase: 'announced', followers: 1 },
      ])
    }
    expect(await scheduler.due(EIGHT)).toMatchObject([{ kind: 'follow' }, { kind: 'delivery' }])
  })

  test('is next at the earliest digest or the next change that comes near or takes effect', async () => {
    const scheduler = schedulerFor()
    expect(await scheduler.nextDueAt()).toBeNull()
    changes = [
      aChange('a', { effectiveOn: '2026-08-20' }),
      aChange('b', { effectiveOn: '2026-08-16' }),
      aChange('c', { effectiveOn: '2026-08-14' }),
    ]
    expect(await scheduler.nextDueAt()).toBe(at('2026-08-15T00:00:00Z'))
    changes = changes.map((change) => ({ ...change, severity: 'notice' }))
    expect(await scheduler.nextDueAt()).toBe(at('2026-08-16T00:00:00Z'))
    await aDigest()
    expect(await scheduler.nextDueAt()).toBe(NINE)
  })
})

describe('what one service does on one day', () => {
  const told: string[][] = []
  const grouping = () =>
    schedulerFor({
      followNotice: (change, _phase, _settings, _today, others) => {
        told.push([change, ...others].map(({ key }) => key))
        return aNotice(change.key)
      },
    })

  test('is one message to each follower, of what concerns them, what asks for action first', async () => {
    told.length = 0
    await grouping().sweep(never)
    const [somewhere, inGermany] = ['1', '2'].map((userId) => ({ chatPlatform: 'discord', userId }) as const)
    if (somewhere === undefined || inGermany === undefined) throw new Error('unreachable')
    for (const person of [somewhere, inGermany]) await store.people.follow(person, 'linkedin', { atMs: EIGHT, max: 9 })
    await store.people.remember(inGermany, { region: 'DE' })
    changes = [
      aChange('small', { severity: 'all' }),
      aChange('us', { jurisdictions: ['US'] }),
      aChange('big'),
      aChange('another-day', { effectiveOn: '2026-08-30' }),
    ]
    await grouping().sweep(never)
    expect(told.toSorted()).toEqual([['another-day'], ['another-day'], ['big', 'small'], ['big', 'us', 'small']].toSorted())
    expect(await keysWritten()).toHaveLength(2)
  })

  test('is told once, also when the program dies before it is noted', async () => {
    await grouping().sweep(never)
    await store.people.follow({ chatPlatform: 'discord', userId: '1' }, 'linkedin', { atMs: EIGHT, max: 9 })
    changes = [aChange('one'), aChange('two')]
    const dies = { ...store.announcements, note: () => Promise.reject(new Error('killed')) }
    await expect(schedulerFor({ announcements: dies }).sweep(never)).rejects.toThrow('killed')
    expect(await schedulerFor().sweep(never)).toMatchObject({ deliveries: 0 })
    expect(await keysWritten()).toHaveLength(1)
  })
})
