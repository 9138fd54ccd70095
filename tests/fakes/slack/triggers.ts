/** Trigger ids: permission to open a modal, for three seconds, once. */

/** What a trigger was given for. */
export interface Trigger {
  readonly teamId: string
  readonly userId: string
  /** The modal the person acted in, onto which another may be pushed. */
  readonly viewId: string | undefined
  /** Told which view the trigger opened. */
  readonly opened: (viewId: string) => void
}

/** The trigger ids handed out so far. */
export interface Triggers {
  issue(trigger: Trigger): string
  /** Uses a trigger up, or says why not in Slack's words. */
  exchange(id: string): Trigger | string
}

/** https://docs.slack.dev/interactivity/handling-user-interaction: a trigger expires three seconds after it is sent. */
const triggerLifeMs = 3000

/** Triggers on the fake's clock. Old ones are forgotten in bulk, and then answer `expired_trigger_id` all the same. */
export function createTriggers(now: () => number): Triggers {
  const live = new Map<string, { trigger: Trigger; expiresAt: number; used: boolean }>()
  const shape = /^\d+\.\d+\.[0-9a-f]+$/
  let serial = 0
  return {
    issue(trigger) {
      serial += 1
      const id = `${1_000_000 + serial}.${2_000_000 + serial}.${serial.toString(16).padStart(12, '0')}`
      if (live.size > 10_000) live.clear()
      live.set(id, { trigger, expiresAt: now() + triggerLifeMs, used: false })
      return id
    },
    exchange(id) {
      if (!shape.test(id)) return 'invalid_trigger_id'
      const entry = live.get(id)
      if (entry === undefined || now() > entry.expiresAt) return 'expired_trigger_id'
      if (entry.used) return 'exchanged_trigger_id'
      entry.used = true
      return entry.trigger
    },
  }
}
