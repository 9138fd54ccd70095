/** "For you": what is asked, what was chosen before, and, where neither says, an honest guess. */

import type { GuideRef } from '../core/action.ts'
import { localDateOf } from '../core/local-time.ts'
import { regionOfLanguage } from '../core/region-of-language.ts'
import type { CalendarDate } from '../core/service.ts'
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
