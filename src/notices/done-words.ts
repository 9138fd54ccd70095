/** What somebody can say they have done about a use of their data. */

import type { PracticeStatus } from '../guides/status.ts'
import { mainControl, needsAdmin, type Reader } from './guide-words.ts'

/** `switch`: turned off. `sent`: a form or a mail. `deleted`: what they had posted. */
export type Deed = 'switch' | 'sent' | 'deleted'

/** The deed that settles a practice for this reader, or `null` when there is none they could do themselves. */
export function deedFor(status: PracticeStatus, { admin }: Pick<Reader, 'admin'>): Deed | null {
  if (status.default === 'never' || status.default === 'off') return null
  const control = mainControl(status)
  if (control === undefined || (needsAdmin(control) && !admin)) return null
  switch (control.kind) {
    case 'toggle':
    case 'admin':
      return status.default === 'on' ? 'switch' : null
    case 'form':
    case 'email':
      return 'sent'
    case 'delete':
      return 'deleted'
    case 'none':
      return null
  }
}
