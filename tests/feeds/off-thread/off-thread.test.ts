import { afterEach, expect, test } from 'vitest'
import { createOffThread, type OffThread, parserModule } from '../../../src/feeds/off-thread/off-thread.ts'

const parsers = parserModule<string, unknown>(new URL('./parsers.ts', import.meta.url))
let thread: OffThread
afterEach(() => thread.stop())

test('a parser that throws, spins, hoards or exits costs its own job only', async () => {
  thread = createOffThread({ timeoutMs: 2_000, memoryMib: 40 })
  const jobs = ['one', 'throw', 'two', 'spin', 'three', 'exit', 'four', 'hoard', 'five']
  expect(await Promise.all(jobs.map((job) => thread.run(parsers, job)))).toEqual([
    { kind: 'parsed', value: { said: 'one' } },
    { kind: 'failed', code: 'parse-failed' },
    { kind: 'parsed', value: { said: 'two' } },
    { kind: 'failed', code: 'parse-too-long' },
    { kind: 'parsed', value: { said: 'three' } },
    { kind: 'failed', code: 'parse-failed' },
    { kind: 'parsed', value: { said: 'four' } },
    { kind: 'failed', code: 'parse-too-large' },
    { kind: 'parsed', value: { said: 'five' } },
  ])
})

test('the thread knows nothing of the environment', async () => {
  thread = createOffThread()
  expect(await thread.run(parsers, 'environment')).toEqual({ kind: 'parsed', value: [] })
})

test('it comes back after it ended for want of work', async () => {
  thread = createOffThread({ idleMs: 20 })
  expect(await thread.run(parsers, 'one')).toMatchObject({ kind: 'parsed' })
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(await thread.run(parsers, 'two')).toMatchObject({ kind: 'parsed' })
})

test('stopping ends what runs and what waits', async () => {
  thread = createOffThread()
  const jobs = [thread.run(parsers, 'spin'), thread.run(parsers, 'one')]
  setTimeout(() => void thread.stop(), 200)
  expect(await Promise.all(jobs)).toEqual([
    { kind: 'failed', code: 'stopped' },
    { kind: 'failed', code: 'stopped' },
  ])
  expect(await thread.run(parsers, 'two')).toEqual({ kind: 'failed', code: 'stopped' })
})

test('a module that is not there is a failed job', async () => {
  thread = createOffThread()
  expect(await thread.run(parserModule(new URL('./nowhere.ts', import.meta.url)), '')).toEqual({ kind: 'failed', code: 'parse-failed' })
})
