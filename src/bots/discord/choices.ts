/** The fixed choices of options that have only a few answers: values as typed, labels by message key. */

import type { OptionSpec, OptionType } from '../../commands/command.ts'
import { PACK_NAMES } from '../../core/checklist.ts'
import { ASKED_ACCOUNTS, DEVICES } from '../../core/service.ts'
import { SEVERITIES } from '../../core/subscription.ts'

export interface ChoiceText {
  readonly value: string
  /** The label itself, or the key of its words. */
  readonly label: string | { readonly key: string }
}

const keyed = (values: readonly string[], key: (value: string) => string): ChoiceText[] =>
  values.map((value) => ({ value, label: { key: key(value) } }))

const CHOICES: Readonly<Partial<Record<OptionType, readonly ChoiceText[]>>> = {
  account: keyed(ASKED_ACCOUNTS, (account) => `account.${account}`),
  device: keyed(DEVICES, (device) => `device.${device}`),
  severity: keyed(SEVERITIES, (severity) => `choice.severity.${severity}`),
  weekday: keyed(['day', '1', '2', '3', '4', '5', '6', '7'], (day) => (day === 'day' ? 'choice.day' : `weekday.${day}`)),
  pack: keyed(PACK_NAMES, (pack) => `pack.${pack}`),
  'yes-no': keyed(['yes', 'no'], (answer) => `choice.${answer}`),
}

/** The choices of an option; `null` when it is typed freely or completed. */
export function choicesFor({ type, choices }: OptionSpec): readonly ChoiceText[] | null {
  return choices ?? CHOICES[type] ?? null
}
