import type { Action } from '../core/action.ts'
import type { Asker } from './asker.ts'
import type { Command, Input } from './command.ts'
import type { MessageReply, Reply } from './reply.ts'

/** Everything a bot needs from us: it decodes what arrives, calls one of these, and renders what comes back. None of them throws. */
export interface FrontDesk {
  /** The table to register commands from. */
  readonly commands: readonly Command[]
  /** One-line texts for registration (descriptions), by message key. */
  describe(key: string, locale: string): string
  /** Runs a command by path: `['digest', 'set']`. */
  run(path: readonly string[], input: Input, asker: Asker): Promise<Reply>
  /** Runs what somebody typed after `/optout` (or a whole `/digest set 09:00`): Slack and the practice chat. */
  runText(text: string, asker: Asker): Promise<Reply>
  /** A pressed button or chosen option, by the id it carried. Ids from older versions get a kind answer, not an error. */
  press(actionId: string, asker: Asker): Promise<Reply>
  /** A filled-in form. */
  submit(actionId: string, values: Input, asker: Asker): Promise<Reply>
  /** Autocomplete: at most 25 choices, best first, label and value ≤ 100 characters. Answers from memory. */
  suggest(path: readonly string[], option: string, typed: string, asker: Asker): Promise<readonly { label: string; value: string }[]>
  /** The answer when something on our side broke; the code is in the log too. */
  failed(error: unknown, asker: Asker): MessageReply
  /** The id a component carries for an action: ≤ 100 characters, `decode` is the front desk's own business. */
  actionId(action: Action): string
}
