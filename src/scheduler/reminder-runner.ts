/** Writes the deliveries of reminders that are due. */

import type { NewDelivery } from '../core/delivery.ts'
import type { Notice } from '../core/notice.ts'
import type { Log } from '../core/ports/log.ts'
import type { Reminders } from '../core/ports/reminders.ts'
import type { DueReminder } from '../core/reminder.ts'
import type { ChatPlatformName } from '../core/subscription.ts'
import { inGroups } from './in-groups.ts'
import { planReminder } from './plan-reminder.ts'

export interface ReminderRunnerOptions {
  readonly reminders: Pick<Reminders, 'due' | 'nextDueAt' | 'recordSent'>
  readonly chatPlatforms: readonly ChatPlatformName[]
  /** The message for one reminder at this instant. */
  readonly reminderNotice: (reminder: DueReminder, now: number) => Notice
  readonly log: Log
}

export interface ReminderRunner {
  /** Writes what is owed, each at most once for each time it is due; returns how many deliveries that was. */
  run(now: number, signal: AbortSignal): Promise<number>
}

const REMINDERS_PER_PAGE = 50

/** A reminder with the message for it. */
interface Prepared {
  readonly reminder: DueReminder
  readonly delivery: NewDelivery
  readonly nextDueAt: number | null
}

export function createReminderRunner({ reminders, chatPlatforms, reminderNotice, log }: ReminderRunnerOptions): ReminderRunner {
  function prepare(reminder: DueReminder, now: number): Prepared {
    const { sendAt, nextDueAt } = planReminder(reminder, now)
    return {
      reminder,
      nextDueAt,
      delivery: {
        key: `reminder:${reminder.id}:${reminder.dueAt}`,
        class: 'reminder',
        destination: reminder.channel === null ? { kind: 'person', ...reminder.person } : { kind: 'channel', ...reminder.channel },
        notice: reminderNotice(reminder, now),
        dueAt: sendAt,
      },
    }
  }

  async function record({ reminder, delivery, nextDueAt }: Prepared, now: number): Promise<boolean> {
    const recorded = await reminders.recordSent(reminder, delivery, { nextDueAt, atMs: now })
    if (recorded) log.info({ reminderId: reminder.id, kind: reminder.kind, sent: reminder.sent + 1 }, 'reminder due')
    return recorded
  }

  return {
    async run(now, signal) {
      const taken = new Set<string>()
      const failures: unknown[] = []
      let written = 0
      const work = {
        prepare(reminder: DueReminder) {
          taken.add(`${reminder.id} ${reminder.dueAt}`)
          return prepare(reminder, now)
        },
        async record(prepared: Prepared) {
          if (await record(prepared, now)) written += 1
        },
        failed(reminder: DueReminder, error: unknown) {
          log.error({ reminderId: reminder.id, err: error }, 'reminder could not be written')
          failures.push(error)
        },
      }
      for (;;) {
        // Those that failed are still due and still come first: the page grows by as many, so that it always reaches new ones.
        const page = await reminders.due({ atMs: now, limit: REMINDERS_PER_PAGE + failures.length, chatPlatforms })
        const fresh = page.filter(({ id, dueAt }) => !taken.has(`${id} ${dueAt}`))
        if (fresh.length === 0) break
        await inGroups(fresh, work, signal)
        if (signal.aborted) return written
      }
      if (failures.length > 0) throw failures[0]
      return written
    },
  }
}
