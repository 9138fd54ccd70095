/** A few of the kills of `npm run crash`, in every test run. */

import { describe, expect, test } from 'vitest'
import { WITHOUT_SERVER } from '../store/postgres-server.ts'
import { type CrashRunOptions, crashRun } from './crash-run.ts'

const expectNothingLost = async (options: CrashRunOptions) =>
  expect(await crashRun(options)).toMatchObject({ kills: options.kills, lost: [], doubled: [], outOfOrder: [], complaints: [] })

describe.concurrent('killed again and again while it sends, it loses and repeats nothing', () => {
  test('on SQLite', { timeout: 180_000 }, () => expectNothingLost({ engine: 'sqlite', kills: 3, seed: 1 }))

  test.skipIf(WITHOUT_SERVER !== '')(`on PostgreSQL, shared by two programs${WITHOUT_SERVER}`, { timeout: 180_000 }, () =>
    expectNothingLost({ engine: 'postgres', kills: 2, seed: 2 }),
  )
})
