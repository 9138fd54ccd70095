/** Flags and words of a command line, checked; anything unknown is a {@link UsageError} that says what there is. */

import { parseArgs } from 'node:util'
import { isCalendarDate, utcDay } from '../core/calendar-date.ts'
import { parseJurisdiction } from '../core/jurisdiction.ts'
import { ASKED_ACCOUNTS, type AskedAccount, type CalendarDate, DEVICES, type Device, type Jurisdiction } from '../core/service.ts'
import { LOCALES, nearestLocale } from '../notices/messages.ts'
import { UsageError } from './usage-error.ts'

export interface Arguments {
  readonly words: readonly string[]
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  /** Flags that may be given several times, in order; absent ones are empty. */
  readonly lists: Readonly<Record<string, readonly string[]>>
}

/** A flag takes a value, or none, or may be repeated with a value each time. */
type FlagKind = 'value' | 'switch' | 'list'

/** Parses `argv` where `flags` names each flag and whether it takes a value. */
export function readArguments(argv: readonly string[], flags: Readonly<Record<string, FlagKind>>): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        Object.entries(flags).map(([name, kind]) => [
          name,
          { type: kind === 'switch' ? ('boolean' as const) : ('string' as const), multiple: kind === 'list' },
        ]),
      ),
    })
    const given = Object.entries(values)
    const texts = (name: string) => given.flatMap(([key, value]) => (key === name && Array.isArray(value) ? value.map(String) : []))
    return {
      words: positionals,
      flags: Object.fromEntries(given.filter((entry): entry is [string, string | boolean] => !Array.isArray(entry[1]))),
      lists: Object.fromEntries(Object.keys(flags).map((name) => [name, texts(name)])),
    }
  } catch (error) {
    const known = Object.keys(flags).map((name) => `--${name}`)
    const said = error instanceof Error ? error.message.split('. ')[0] : 'The flags could not be read'
    throw new UsageError(`${said}. This command knows ${known.length === 0 ? 'no flags' : known.join(', ')}.`)
  }
}

const given = (args: Arguments, name: string) => {
  const value = args.flags[name]
  return typeof value === 'string' ? value : undefined
}

/** `--region`, or `fallback`. */
export function regionFlag(args: Arguments, fallback: Jurisdiction): Jurisdiction {
  const typed = given(args, 'region')
  if (typed === undefined) return fallback
  const region = parseJurisdiction(typed)
  if (region === null) throw new UsageError(`We don't know the region "${typed}". Try a country, such as Germany or DE.`)
  return region
}

/** `--region DE,US,BR` as its regions; `null` when it names one or none. */
export function regionsFlag(args: Arguments): readonly Jurisdiction[] | null {
  const typed = given(args, 'region')
  // A name may hold a comma ("California, United States"); what reads as one place is one.
  if (typed === undefined || !typed.includes(',') || parseJurisdiction(typed) !== null) return null
  const names = typed.split(',').filter((name) => name.trim() !== '')
  return [...new Set(names.map((region) => regionFlag({ ...args, flags: { region } }, 'world')))]
}

/** `--account`, or `personal`. */
export function accountFlag(args: Arguments): AskedAccount {
  return oneOf(given(args, 'account'), ASKED_ACCOUNTS, 'account') ?? 'personal'
}

/** `--device`, or `web`. */
export function deviceFlag(args: Arguments): Device {
  return oneOf(given(args, 'device'), DEVICES, 'device') ?? 'web'
}

/** `--locale`, or `fallback`; a language we do not have is refused with the list. */
export function localeFlag(args: Arguments, fallback: string): string {
  const typed = given(args, 'locale')
  if (typed === undefined) return fallback
  if (nearestLocale(typed).split('-')[0] !== typed.toLowerCase().split('-')[0])
    throw new UsageError(`We don't speak "${typed}" yet. There is: ${LOCALES.join(', ')}.`)
  return typed
}

/** A date flag as `YYYY-MM-DD`; `fallback` when it is absent. */
export function dateFlag(args: Arguments, name: string, fallback?: CalendarDate): CalendarDate {
  const typed = given(args, name) ?? fallback
  if (typed === undefined) throw new UsageError(`--${name} is missing. Give a day, such as --${name} 2025-11-03.`)
  if (!isCalendarDate(typed)) throw new UsageError(`We can't read "${typed}" as a date. Try --${name} 2025-11-03.`)
  return typed
}

/** A fixed choice, or `undefined` when absent. */
export function oneOf<T extends string>(typed: string | undefined, choices: readonly T[], what: string): T | undefined {
  if (typed === undefined) return undefined
  const found = choices.find((choice) => choice === typed.toLowerCase())
  if (found === undefined) throw new UsageError(`We don't know the ${what} "${typed}". Try one of: ${choices.join(', ')}.`)
  return found
}

/** The words a command needs, as one; without any, the `question` is asked. */
export function oneWord(args: Arguments, question: string): string {
  const typed = args.words.join(' ').trim()
  if (typed === '') throw new UsageError(question)
  return typed
}

/** Commands that take no words refuse them, so that a slip is seen. */
export function noWords(args: Arguments): void {
  if (args.words.length > 0) throw new UsageError(`"${args.words[0]}" is not expected here.`)
}

export const today = (): CalendarDate => utcDay(Date.now())
