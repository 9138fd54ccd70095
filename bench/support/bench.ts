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
  /** Digests and reminders in the larger stores of the sweep bench. */
  readonly subscriptions: readonly number[]
  readonly fanOut: FanOutSize
  /** Policy versions in the replay bench. */
  readonly versions: number
}

/** How much the fan-out benches send. */
export interface FanOutSize {
  /** Discord channels, a digest each. */
  readonly discordChannels: number
  /** Slack channels with three messages each, and with one. */
  readonly slackChannels: { readonly ofThree: number; readonly ofOne: number }
  /** How long commands are asked while ten thousand messages go out. */
  readonly commandsMs: number
}

/** One thing that can be measured by itself. */
export interface Bench {
  /** For `--only`; what comes before a dash is a group. */
  readonly name: string
  run(pace: Pace): Promise<readonly Figure[]>
}
