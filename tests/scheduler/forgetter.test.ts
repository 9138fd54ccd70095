import { expect, test } from 'vitest'
import { createForgetter } from '../../src/scheduler/forgetter.ts'
import { createRecordingLog } from '../fakes/log.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 7, 14, 12)

test('purges what was removed a week ago, once a day, and also after the clock was set back', async () => {
  const asked: number[] = []
  const installations = {
    purge: async (before: number) => {
      asked.push(before)
      return 1
    },
  }
  const forgetter = createForgetter({ installations, log: createRecordingLog() })
  for (const at of [NOW, NOW + 1, NOW + DAY - 1, NOW + DAY, NOW - DAY]) await forgetter.run(at)
  expect(asked).toEqual([NOW - 7 * DAY, NOW - 6 * DAY, NOW - 8 * DAY])
})
