import type { GuideRef } from '../core/action.ts'
import type { CalendarDate } from '../core/service.ts'
import type { Reader } from './guide-words.ts'
import type { Messages } from './messages.ts'

/** For whom and where a guide is written. */
export interface GuideOptions {
  readonly messages: Messages
  readonly reader: Reader
  /** What was asked for by name; the rest of the question was filled in. Buttons carry only this on. */
  readonly asked: GuideRef
  /** `text`: nothing can be pressed, so steps carry their addresses. */
  readonly surface?: 'chat' | 'text'
  /** Posted for everybody: no details about a person, buttons that answer each one privately. */
  readonly shared: boolean
  readonly followed: boolean
  /** The day the reader did what it says, by their own list; absent or `null` when they have not. */
  readonly done?: CalendarDate | null
  /** Shown small after the answer: "You typed …", "First time here? …". */
  readonly remarks: readonly string[]
  readonly publicUrl: string | null
}
