/** The shape of one command in the table both bots are generated from. */

import type { Asker } from './asker.ts'
import type { Reply } from './reply.ts'
import type { World } from './world.ts'

/** How an option is typed, completed and parsed. Values always arrive as text; the command parses them. */
export type OptionType =
  | 'service'
  | 'services'
  | 'region'
  | 'account'
  | 'device'
  | 'channel'
  | 'time'
  | 'when'
  | 'pack'
  | 'zone'
  | 'date'
  | 'days'
  | 'weekday'
  | 'severity'
  | 'yes-no'

export interface OptionSpec {
  /** Name on Discord and in the parsed input; `^[a-z_]{1,32}$`. */
  readonly name: string
  readonly type: OptionType
  readonly required: boolean
  /** Message key of its one-line description. */
  readonly summary: string
  /** In typed text, the word that introduces it (`in DE`); absent: by position. */
  readonly keyword?: string
  /** Two options may share a keyword (`on ios`, `on 2025-11-03`): this one takes only values that look so. */
  readonly when?: RegExp
  /** Fixed choices, values as typed; at most 25. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
}

/** Raw option values as text, by option name. Absent options are absent. */
export type Input = Readonly<Record<string, string>>

export interface Command {
  /** `['optout']`, `['digest', 'set']`: the Discord command and, after it, the subcommand. */
  readonly path: readonly [string] | readonly [string, string]
  /** Message key of its one-line description (≤ 100 characters in every language). */
  readonly summary: string
  readonly options: readonly OptionSpec[]
  /** `manage`: only who may manage the server or workspace. `operator`: only who runs the bot. */
  readonly permission: 'anyone' | 'manage' | 'operator'
  /** Where it makes sense: `channel` commands need an installed channel. */
  readonly scope: 'anywhere' | 'channel'
  /** One example as typed, shown in help. */
  readonly example: string
  run(input: Input, asker: Asker, world: World): Promise<Reply>
}
