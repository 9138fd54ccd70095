/** A kind of source that a test adds by adding this folder. */

import { z } from 'zod'
import { defineSourceKind } from '../../../../src/feeds/source-kind.ts'

export const sourceKind = defineSourceKind({
  entry: z.strictObject({ place: z.string() }),
  everyMs: 3_600_000,
  create: ({ place }, { everyMs }) => ({
    id: `weather:${place}`,
    name: `Weather in ${place}`,
    everyMs,
    poll: async ({ cursor }) => ({ kind: 'unchanged', cursor: cursor ?? 'sunny' }),
  }),
})
