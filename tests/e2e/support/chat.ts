/** A chat platform as the people on it know it. The same words drive Discord, Slack and the practice chat, so one test holds for all. */

import { objectsWithin } from './controls.ts'
import type { Environment } from './program.ts'

/** A member may ask; an admin may also set up a channel's digest. */
export type Who = 'member' | 'admin'

/** A message, and what can be done with it. */
export interface Seen {
  /** What a person reads, the words on buttons and selects included. */
  readonly text: string
  /** All of it as it was sent, addresses included. */
  readonly sent: string
  /** Presses the button with this label. Throws when it is not there. */
  press(label: string, who?: Who): Promise<Answer>
  /** Chooses the option with this label, in whatever select has it. Throws when it is not there. */
  choose(label: string, who?: Who): Promise<Answer>
}

export interface Answer extends Seen {
  /** Nobody else sees it. */
  readonly onlyForMe: boolean
  /** It took the place of the message that was acted on. */
  readonly inPlace: boolean
  /** Fills in the one field of the form that opened, and sends it. Absent when no form did. */
  readonly fill?: (value: string) => Promise<Answer>
}

export interface Chat {
  readonly name: string
  /** What the program needs in its environment to be there. */
  readonly env: Environment
  /** The longest name of a service that can be typed there. */
  readonly nameCharsMax: number
  /** Tells the chat platform where the program is, and waits until it is connected. */
  connect(programUrl: string): Promise<void>
  /** Uses a command, such as `use('optout', { platform: 'linkedin' })` or `use('digest set', { time: '09:00' })`. */
  use(command: string, options?: Readonly<Record<string, string>>, who?: Who): Promise<Answer>
  /** What is offered while somebody types the first option of a command. */
  complete(command: string, typed: string): Promise<readonly string[]>
  /** What everybody in the channel sees, oldest first. */
  inChannel(): Promise<readonly Seen[]>
  /** What the member got directly, oldest first. */
  directMessages(): Promise<readonly Seen[]>
  /** What the bot did that the chat platform would refuse, and whom it pinged. A good bot leaves it empty. */
  complaints(): Promise<readonly string[]>
  /** A channel of the same place that the bot may not post to, as a command's option names it. */
  closedChannel(): string
  /** Messages in every channel but the one where things are asked: a bot that posts elsewhere is wrong. */
  elsewhere(): number
  /** A button from another time: what a press on this id is answered with. */
  pressStale(actionId: string): Promise<Answer>
  stop(): Promise<void>
}

/** A form on the screen: it has to be filled in or closed before anything else. */
export function openForm(sent: unknown): Answer {
  const nothing = () => Promise.reject(new Error('a form is open'))
  return { text: wordsIn(sent), sent: JSON.stringify(sent), onlyForMe: true, inPlace: false, press: nothing, choose: nothing }
}

/** Titles, labels and hints, whatever the chat platform calls them. */
function wordsIn(value: unknown): string {
  return [...objectsWithin(value)]
    .flatMap(({ title, label, text, placeholder }) => [title, label, text, placeholder])
    .filter((words) => typeof words === 'string')
    .join('\n')
}
