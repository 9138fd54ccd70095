/** Time that passes only when nothing is left to do at this moment: days in milliseconds, and the same every time. */

export interface VirtualTime {
  /** Milliseconds; never goes back. */
  now(): number
  sleep(ms: number): Promise<void>
  /** Calls this later; the returned function takes it back. */
  after(ms: number, work: () => void): () => void
  /** Something happened: it is not quiet yet. */
  stir(): void
  /** Lets time pass until `until`, or until `isOver`. */
  run(until: number, isOver?: () => boolean): Promise<void>
}

interface Appointment {
  readonly at: number
  readonly order: number
  work: (() => void) | null
}

/** Turns of the event loop without a call to anything before it counts as quiet: what the work itself waits for takes one. */
const QUIET_TURNS = 3

export function createVirtualTime(start: number): VirtualTime {
  let now = start
  let order = 0
  let stirred = 0
  const appointments: Appointment[] = []

  function after(ms: number, work: () => void): () => void {
    const appointment: Appointment = { at: now + Math.max(0, ms), order, work }
    order += 1
    let place = appointments.length
    while (place > 0 && isAfter(appointments[place - 1], appointment)) place -= 1
    appointments.splice(place, 0, appointment)
    return () => {
      appointment.work = null
    }
  }

  async function quiet(): Promise<void> {
    for (let turns = 0, seen = stirred; turns < QUIET_TURNS; turns += 1) {
      await new Promise(setImmediate)
      if (seen === stirred) continue
      seen = stirred
      turns = -1
    }
  }

  return {
    now: () => now,
    after,
    sleep: (ms) => new Promise((resolve) => void after(ms, resolve)),
    stir() {
      stirred += 1
    },
    async run(until, isOver = () => false) {
      await quiet()
      for (let next = appointments[0]; next !== undefined && next.at <= until && !isOver(); next = appointments[0]) {
        appointments.shift()
        if (next.work === null) continue
        now = next.at
        next.work()
        await quiet()
      }
      if (!isOver()) now = Math.max(now, until)
    },
  }
}

function isAfter(first: Appointment | undefined, second: Appointment): boolean {
  return first !== undefined && (first.at > second.at || (first.at === second.at && first.order > second.order))
}
