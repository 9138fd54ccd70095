/** "For you": what is asked, what was chosen before, and, where neither says, an honest guess. */

import type { GuideRef } from '../core/action.ts'
import { isJurisdiction } from '../core/jurisdiction.ts'
import { localDateOf } from '../core/local-time.ts'
import type { CalendarDate, Jurisdiction } from '../core/service.ts'
import type { PersonSettings } from '../core/subscription.ts'
import type { Reader } from '../notices/guide-words.ts'
import { type Messages, messagesFor } from '../notices/messages.ts'
import type { Asker } from './asker.ts'
import type { World } from './world.ts'

/** The person's language for what only they see. */
export function privateMessages(asker: Asker, settings: PersonSettings, world: World): Messages {
  return messagesFor(settings.locale ?? asker.locale ?? world.defaults.locale)
}

/** The channel's language for what everybody sees. */
export function publicMessages(asker: Asker, world: World): Messages {
  return messagesFor(asker.installationLocale ?? world.defaults.locale)
}

/** Today where the person is, as well as we know. */
export function todayOf(asker: Asker, settings: PersonSettings, world: World): CalendarDate {
  return localDateOf(world.clock.now(), settings.zone ?? asker.zone ?? world.defaults.zone)
}

/** The whole question: asked fields first, then remembered ones, then a guess from the language, then the operator's default. */
export function readerOf(ref: GuideRef, asker: Asker, settings: PersonSettings, world: World): Reader {
  const guess = regionOfLanguage(asker.locale)
  const [region, regionFrom] =
    ref.region !== undefined
      ? ([ref.region, 'asked'] as const)
      : settings.region !== undefined
        ? ([settings.region, 'saved'] as const)
        : guess !== null
          ? ([guess, 'language'] as const)
          : ([world.defaults.region, 'default'] as const)
  return {
    question: {
      region,
      account: ref.account ?? settings.account ?? 'personal',
      device: ref.device ?? settings.device ?? 'web',
      on: ref.on ?? todayOf(asker, settings, world),
    },
    admin: ref.admin === true,
    regionFrom,
  }
}

/**
 * The country a language tag points to: the one it names (`en-GB`), else the one where most of its speakers are (`de` → DE, by CLDR's likely
 * subtags). Plain English and `en-US` point nowhere: they are what chat apps say when nobody chose.
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
