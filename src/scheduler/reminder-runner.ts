/** Writes the deliveries of reminders that are due. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Notice } from '../core/notice.ts'
import type { Log } from '../core/ports/log.ts'
import type { Reminders } from '../core/ports/reminders.ts'
import type { DueReminder } from '../core/reminder.ts'
import type { ChatPlatformName } from '../core/subscription.ts'
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

export function createReminderRunner({ reminders, chatPlatforms, reminderNotice, log }: ReminderRunnerOptions): ReminderRunner {
  async function runOne(reminder: DueReminder, now: number): Promise<boolean> {
    const { sendAt, nextDueAt } = planReminder(reminder, now)
    const recorded = await reminders.recordSent(
      reminder,
      {
        key: `reminder:${reminder.id}:${reminder.dueAt}`,
        class: 'reminder',
        destination: reminder.channel === null ? { kind: 'person', ...reminder.person } : { kind: 'channel', ...reminder.channel },
        notice: reminderNotice(reminder, now),
        dueAt: sendAt,
      },
      { nextDueAt, atMs: now },
    )
    if (recorded) log.info({ reminderId: reminder.id, kind: reminder.kind, sent: reminder.sent + 1 }, 'reminder due')
    return recorded
  }

  return {
    async run(now, signal) {
      const taken = new Set<string>()
      const failures: unknown[] = []
      let written = 0
      for (;;) {
        // Those that failed are still due and still come first: the page grows by as many, so that it always reaches new ones.
        const page = await reminders.due({ atMs: now, limit: REMINDERS_PER_PAGE + failures.length, chatPlatforms })
        const fresh = page.filter(({ id, dueAt }) => !taken.has(`${id} ${dueAt}`))
        if (fresh.length === 0) break
        for (const reminder of fresh) {
          if (signal.aborted) return written
          taken.add(`${reminder.id} ${reminder.dueAt}`)
          try {
            if (await runOne(reminder, now)) written += 1
          } catch (error) {
            log.error({ reminderId: reminder.id, err: error }, 'reminder could not be written')
            failures.push(error)
          }
          await nextTurn()
        }
      }
      if (failures.length > 0) throw failures[0]
      return written
    },
  }
}
