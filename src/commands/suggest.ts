/** What to offer while somebody types an option: from memory, best first. */

import type { Catalog } from '../core/catalog.ts'
import { COUNTRIES } from '../core/jurisdiction.ts'
import { readsAsWhen } from '../core/when.ts'
import { fold, suggestServices } from '../guides/lookup.ts'
import type { Messages } from '../notices/messages.ts'
import type { OptionType } from './command.ts'

export interface Choice {
  readonly label: string
  readonly value: string
}

const CHOICES_MAX = 25
const CHARS_MAX = 100

interface SuggestContext {
  readonly catalog: Catalog
  readonly messages: Messages
  /** Slugs the person follows: offered first. */
  readonly following: readonly string[]
  readonly zone: string | null
}

/** At most 25 choices for an option of this type; none for types that have no list. */
export function suggest(type: OptionType, typed: string, context: SuggestContext): readonly Choice[] {
  switch (type) {
    case 'service':
      return suggestServices(context.catalog, typed, context.following).map((service) => ({ label: service.name, value: service.slug }))
    case 'services':
      return suggestList(typed, context)
    case 'region':
      return suggestRegions(typed, context.messages)
    case 'zone':
      return suggestZones(typed, context.zone)
    case 'time':
      return suggestTimes(typed)
    case 'when':
      return suggestWhens(typed)
    default:
      return []
  }
}

/** Completes the last name of a list with commas and keeps what stands before it. */
function suggestList(typed: string, context: SuggestContext): readonly Choice[] {
  const comma = typed.lastIndexOf(',')
  const done =
    comma === -1
      ? []
      : typed
          .slice(0, comma)
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '')
  const head = done.length === 0 ? '' : `${done.join(', ')}, `
  return suggestServices(context.catalog, typed.slice(comma + 1), context.following)
    .map((service) => ({ label: `${head}${service.name}`, value: `${head}${service.slug}` }))
    .filter(({ label, value }) => label.length <= CHARS_MAX && value.length <= CHARS_MAX)
}

function suggestRegions(typed: string, messages: Messages): readonly Choice[] {
  const wanted = fold(typed)
  const all = ['eu', 'eea', ...COUNTRIES].map((code) => ({ label: messages.place(code), value: code }))
  const starting = all.filter(({ label, value }) => fold(label).startsWith(wanted) || fold(value) === wanted)
  const within = wanted.length < 3 ? [] : all.filter((choice) => !starting.includes(choice) && fold(choice.label).includes(wanted))
  return [...starting.sort((a, b) => Number(fold(b.value) === wanted) - Number(fold(a.value) === wanted)), ...within].slice(0, CHOICES_MAX)
}

let zones: readonly string[] | undefined

function suggestZones(typed: string, own: string | null): readonly Choice[] {
  zones ??= ['UTC', ...Intl.supportedValuesOf('timeZone')]
  const wanted = fold(typed)
  const matching = zones.filter((zone) => fold(zone).includes(wanted))
  const first = own !== null && matching.includes(own) ? [own, ...matching.filter((zone) => zone !== own)] : matching
  return first.slice(0, CHOICES_MAX).map((zone) => ({ label: zone, value: zone }))
}

const WHENS = ['tomorrow 9:00', 'in 3 days', 'in 1 week', 'in 2 weeks', 'in 1 month', 'in 6 months', 'next monday 9:00', 'in 2 hours']

/** A few that show what can be typed; what was typed comes first when it can be read. */
function suggestWhens(typed: string): readonly Choice[] {
  const text = typed.trim()
  const known = WHENS.filter((when) => when.includes(text.toLowerCase()))
  const own = text.length <= CHARS_MAX && readsAsWhen(text) && !known.includes(text) ? [text] : []
  return [...own, ...known].map((when) => ({ label: when, value: when }))
}

/** Full and half hours that begin as typed. */
function suggestTimes(typed: string): readonly Choice[] {
  const wanted = typed.trim().replace(/^(\d)(?=:|$)/, '0$1')
  const times = Array.from({ length: 48 }, (_, index) => `${String((index >> 1) % 24).padStart(2, '0')}:${index % 2 === 0 ? '00' : '30'}`)
  const matching = times.filter((time) => time.startsWith(wanted))
  const found = matching.length > 0 || !/^\d{2}:\d{2}$/.test(wanted) ? matching : [wanted]
  const fromMorning = wanted === '' ? [...found.slice(14), ...found.slice(0, 14)] : found
  return fromMorning.slice(0, CHOICES_MAX).map((time) => ({ label: time, value: time }))
}
