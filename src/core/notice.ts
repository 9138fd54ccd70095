/**
 * One message in our own words: blocks and actions, knowing nothing of embeds, blocks or mrkdwn.
 * Adapters translate it at the last step; `fitNotice` (fit-notice.ts) shortens it to a chat platform's limits.
 */

import type { Action } from './action.ts'
import type { Default } from './service.ts'

/** A run of text. `text` is plain: renderers escape it, so content can never ping, link or format on its own. */
export type Span =
  | { readonly kind: 'text'; readonly text: string; readonly strong?: boolean; readonly strike?: boolean }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** A moment, shown in the reader's own zone where the chat platform can. Never for policy dates: those are calendar dates in words. */
  | { readonly kind: 'instant'; readonly atMs: number; readonly text: string }

export type RichText = readonly Span[]

/** What a button does: leave the chat (`url`) or send an action back to us. */
export type Button =
  | { readonly kind: 'link'; readonly label: string; readonly url: string; readonly hint?: string; readonly main?: boolean }
  | {
      readonly kind: 'action'
      readonly label: string
      readonly action: Action
      /** main: the one next step; danger: cannot be undone; done: says something is finished. Default: quiet. */
      readonly style?: 'main' | 'done' | 'danger'
      /** For screen readers when several buttons carry the same label. */
      readonly hint?: string
    }

export interface Option {
  readonly label: string
  readonly description?: string
  readonly action: Action
}

/** Shortening: lower `drop` goes first; absent means never cut. `shorter` is tried before the block goes. */
interface Droppable {
  readonly drop?: number
  readonly shorter?: Block
}

export type Block = Droppable &
  (
    | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: RichText }
    | { readonly kind: 'text'; readonly text: RichText }
    /** Small print: for-you line, proof, dates. */
    | { readonly kind: 'quiet'; readonly text: RichText }
    | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly RichText[] }
    | { readonly kind: 'quote'; readonly text: RichText }
    /** Text people copy as it is: the admin message, a letter. */
    | { readonly kind: 'copy'; readonly text: string }
    | { readonly kind: 'divider' }
    | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
    | { readonly kind: 'select'; readonly name: string; readonly placeholder: string; readonly options: readonly Option[] }
  )

/** The colour of a Discord container's bar; it only repeats what the heading says. */
export type Tone = Default | 'brand' | 'none'

export const NOTICE_KINDS = ['guide', 'list', 'setup', 'error', 'digest', 'change', 'reminder', 'correction', 'review'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

export interface Notice {
  readonly kind: NoticeKind
  /** BCP 47 tag of the language it is written in. */
  readonly locale: string
  readonly tone: Tone
  readonly blocks: readonly Block[]
}

/** Plain text as one span; the common case. */
export function plain(text: string): RichText {
  return [{ kind: 'text', text }]
}

/** The words of a rich text without marks; links keep their text only. */
export function wordsOf(text: RichText): string {
  return text.map((span) => span.text).join('')
}
