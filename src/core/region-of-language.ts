/** Where somebody probably is, from nothing but their language; for honest guesses that are called guesses. */

import { isJurisdiction } from './jurisdiction.ts'
import type { Jurisdiction } from './service.ts'

/** Answers so far: clients send a few dozen tags, over and over, and taking one apart costs as much as finding a guide. */
const known = new Map<string, Jurisdiction | null>()
const KNOWN_MAX = 1_000
/** Nobody's language needs more; browsers may send anything. */
const TAG_CHARS_MAX = 64

/**
 * The country a language tag points to: the one it names (`en-GB`), else the one where most of its speakers are (`de` → DE, by CLDR's likely
 * subtags). Plain English and `en-US` point nowhere: they are what apps and browsers say when nobody chose.
 */
export function regionOfLanguage(tag: string | null): Jurisdiction | null {
  if (tag === null || tag.length > TAG_CHARS_MAX) return null
  let region = known.get(tag)
  if (region === undefined) {
    region = readRegion(tag)
    if (known.size >= KNOWN_MAX) known.clear()
    known.set(tag, region)
  }
  return region
}

function readRegion(tag: string): Jurisdiction | null {
  if (/^en([-_]us)?$/i.test(tag)) return null
  try {
    const region = new Intl.Locale(tag.replace('_', '-')).maximize().region
    return region !== undefined && isJurisdiction(region) ? region : null
  } catch {
    return null // not a language tag
  }
}
