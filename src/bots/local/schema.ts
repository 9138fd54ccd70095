/** What the page may send us. Everything else is refused with 400. */

import { z } from 'zod'
import { TYPED_CHARS_MAX } from './limits.ts'

const Pane = z.enum(['channel', 'person'])
const Id = z.string().regex(/^[a-z]\d{1,9}$/)

export const Run = z.strictObject({ text: z.string().min(1).max(TYPED_CHARS_MAX), pane: Pane })
export const Press = z.strictObject({ message: Id, action: z.string().min(1).max(200) })
export const Submit = z.strictObject({ form: Id, values: z.record(z.string().max(64), z.string().max(4_000)) })
export const Suggest = z.strictObject({ text: z.string().max(TYPED_CHARS_MAX), pane: Pane })
export const Dismiss = z.strictObject({ message: Id })
export const ClockMove = z.union([
  z.strictObject({
    by: z
      .int()
      .positive()
      .max(400 * 86_400_000),
  }),
  z.strictObject({ to: z.literal('next') }),
])
export const StartOver = z.strictObject({ on: z.iso.date().nullable() })
export const PersonChange = z.strictObject({
  manages: z.boolean().optional(),
  locale: z
    .string()
    .regex(/^[A-Za-z0-9-]{2,20}$/)
    .optional(),
})
export const Since = z.coerce.number().int().nonnegative().catch(0)
