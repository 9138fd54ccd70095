import type { Figure } from './figure.ts'

/** How thorough a run is. */
export interface Pace {
  /** Times each pair of measurements is repeated. */
  readonly rounds: number
  /** Length of one measurement under load. */
  readonly slotMs: number
  /** How long a process rests before its memory is read. */
  readonly idleMs: number
  /** Servers on the gateway in the memory bench. */
  readonly guilds: number
  /** Digests in the large store of the sweep bench. */
  readonly subscriptions: number
  /** Policy versions in the replay bench. */
  readonly versions: number
}

/** One thing that can be measured by itself. */
export interface Bench {
  /** For `--only`. */
  readonly name: string
  run(pace: Pace): Promise<readonly Figure[]>
}
