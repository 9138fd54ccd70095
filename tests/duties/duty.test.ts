import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Leases } from '../../src/core/ports/leases.ts'
import { createDuty, type Duty } from '../../src/duties/duty.ts'
import { createSoleLeases } from '../../src/store/sole-leases.ts'
import { createRecordingLog } from '../fakes/log.ts'
import { sharedLeases } from './shared-leases.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
})
afterEach(async () => {
  for (const duty of duties.splice(0)) await duty.stop()
  vi.useRealTimers()
})

const duties: Duty[] = []

function aDuty(leases: Leases, holder: string, given: Partial<Parameters<typeof createDuty>[0]> = {}) {
  const events: string[] = []
  const duty = createDuty({
    name: 'scheduler',
    leases,
    holder,
    log: createRecordingLog(),
    begin: async () => void events.push('begin'),
    end: async () => void events.push('end'),
    ...given,
  })
  duties.push(duty)
  return { duty, events }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('the first who asks does the work, the others stand by', async () => {
  const { leases } = sharedLeases()
  const a = aDuty(leases, 'a')
  const b = aDuty(leases, 'b')
  await a.duty.start()
  await b.duty.start()
  await pass(30_000)
  expect([a.duty.held, b.duty.held]).toEqual([true, false])
  expect([a.events, b.events]).toEqual([['begin'], []])
})

test('work that is given back is taken up by another within two seconds', async () => {
  const { leases } = sharedLeases()
  const a = aDuty(leases, 'a')
  const b = aDuty(leases, 'b')
  await a.duty.start()
  await b.duty.start()
  await a.duty.stop()
  expect(a.events).toEqual(['begin', 'end'])
  await pass(2_100)
  expect(b.duty.held).toBe(true)
})

test('the work of a process that is gone is taken up within seven seconds', async () => {
  const { leases } = sharedLeases()
  await leases.hold('scheduler', 'the dead', 6_000)
  const b = aDuty(leases, 'b')
  await b.duty.start()
  expect(b.duty.held).toBe(false)
  await pass(6_100)
  expect(b.duty.held).toBe(true)
})

test('who cannot renew stops before anybody else can begin', async () => {
  const { leases, world } = sharedLeases()
  const a = aDuty(leases, 'a')
  await a.duty.start()
  world.reachable = false
  await pass(5_400)
  expect(a.duty.held).toBe(true)
  await pass(200)
  expect([a.duty.held, a.duty.healthy, a.events]).toEqual([false, false, ['begin', 'end']])
})

test('who was cut off begins again when the database is back and nobody took over', async () => {
  const { leases, world } = sharedLeases()
  const a = aDuty(leases, 'a')
  await a.duty.start()
  world.reachable = false
  await pass(20_000)
  world.reachable = true
  await pass(2_100)
  expect([a.duty.held, a.duty.healthy, a.events]).toEqual([true, true, ['begin', 'end', 'begin']])
})

test('a process that slept through the end of its lease holds it no more, before any timer says so', async () => {
  const { leases } = sharedLeases()
  const a = aDuty(leases, 'a')
  await a.duty.start()
  vi.setSystemTime(Date.now() + 7_000)
  const asleep = performance.now()
  vi.spyOn(performance, 'now').mockReturnValue(asleep + 7_000)
  expect(a.duty.held).toBe(false)
})

test('a failure to begin rejects the start, gives the lease back, and is tried again later', async () => {
  const { leases } = sharedLeases()
  let works = false
  const begin = vi.fn(async () => {
    if (!works) throw new Error('the token is wrong')
  })
  const a = aDuty(leases, 'a', { begin, pauseAfterFailureMs: 30_000 })
  await expect(a.duty.start()).rejects.toThrow('the token is wrong')
  await pass(1)
  expect(await leases.hold('scheduler', 'b', 6_000)).toMatchObject({ kind: 'ours' })
  await leases.release('scheduler', 'b')
  works = true
  await pass(25_000)
  expect(begin).toHaveBeenCalledTimes(1)
  await pass(10_000)
  expect(a.duty.held).toBe(true)
})

test('stopping ends work that is still beginning', async () => {
  const { leases } = sharedLeases()
  const began = Promise.withResolvers<void>()
  const a = aDuty(leases, 'a', { begin: () => began.promise, end: async () => began.reject(new Error('stopped')) })
  const starting = a.duty.start().catch((error: Error) => error.message)
  await pass(10_000)
  expect(a.duty.held).toBe(false)
  await a.duty.stop()
  expect(await starting).toBe('stopped')
})

test('whoever holds it hears of every renewal', async () => {
  const { leases } = sharedLeases()
  const onHeld = vi.fn()
  const a = aDuty(leases, 'a', { onHeld })
  await a.duty.start()
  expect(onHeld).toHaveBeenCalledTimes(1)
  await pass(6_000)
  expect(onHeld).toHaveBeenCalledTimes(4)
})

test('alone, the lease is asked for once and held for ever', async () => {
  const leases = createSoleLeases()
  const hold = vi.spyOn(leases, 'hold')
  const a = aDuty(leases, 'a')
  await a.duty.start()
  await pass(600_000)
  expect(hold).toHaveBeenCalledTimes(1)
  expect(a.duty.held).toBe(true)
})
