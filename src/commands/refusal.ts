import type { Button } from '../core/notice.ts'
import type { MessageKey } from '../notices/messages.ts'

/** Ends a command early with an answer that says what to do: bad input, missing permission. Only the front desk catches it. */
export class Refusal extends Error {
  readonly key: MessageKey
  readonly values: Readonly<Record<string, string | number>>
  readonly buttons: readonly Button[]
  constructor(key: MessageKey, values: Readonly<Record<string, string | number>> = {}, buttons: readonly Button[] = []) {
    super(key)
    this.name = 'Refusal'
    this.key = key
    this.values = values
    this.buttons = buttons
  }
}
