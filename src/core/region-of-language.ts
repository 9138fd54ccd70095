/** Where somebody probably is, from nothing but their language; for honest guesses that are called guesses. */

import { isJurisdiction } from './jurisdiction.ts'
import type { Jurisdiction } from './service.ts'

/**
 * The country a language tag points to: the one it names (`en-GB`), else the one where most of its speakers are (`de` → DE, by CLDR's likely
 * subtags). Plain English and `en-US` point nowhere: they are what apps and browsers say when nobody chose.
 */
export function regionOfLanguage(tag: string | null): Jurisdiction | null {
  if (tag === null || /^en([-_]us)?$/i.test(tag)) return null
  try {
    const region = new Intl.Locale(tag.replace('_', '-')).maximize().region
    return region !== undefined && isJurisdiction(region) ? region : null
  } catch {
    return null // not a language tag
  }
}
