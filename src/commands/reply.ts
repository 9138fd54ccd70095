/** What a command answers: a notice, or a short form to fill in first. */

import type { Action } from '../core/action.ts'
import type { Notice } from '../core/notice.ts'

export interface MessageReply {
  readonly kind: 'message'
  readonly notice: Notice
  /** private: only the person sees it. public: the whole channel. */
  readonly visibility: 'private' | 'public'
  /** Answering a button or select: put this in place of the message it was on, instead of a new message. */
  readonly replaces: boolean
}

/** One line of text somebody types. */
export interface FormField {
  readonly name: string
  readonly label: string
  readonly placeholder?: string
  readonly value?: string
  readonly required: boolean
  readonly maxChars: number
}

/** A small dialogue (Discord modal, Slack view). What is typed comes back through `FrontDesk.submit` with the same action. */
export interface FormReply {
  readonly kind: 'form'
  readonly title: string
  readonly submitLabel: string
  readonly cancelLabel: string
  readonly fields: readonly FormField[]
  readonly action: Action
}

export type Reply = MessageReply | FormReply
