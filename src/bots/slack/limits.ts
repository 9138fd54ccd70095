/** What Slack accepts, as named numbers. Only this folder's renderers know them. */

import type { NoticeKind } from '../../core/notice.ts'

/** https://docs.slack.dev/reference/block-kit/blocks: up to 50 blocks in each message. */
export const BLOCKS_MAX = 50
/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object: 1 to 3,000 characters. */
export const TEXT_CHARS_MAX = 3_000
/** https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const HEADER_CHARS_MAX = 150
/** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
export const ACTIONS_ELEMENTS_MAX = 25
/** https://docs.slack.dev/reference/block-kit/blocks/context-block */
export const CONTEXT_ELEMENTS_MAX = 10
/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const BUTTON_TEXT_CHARS_MAX = 75
export const BUTTON_URL_CHARS_MAX = 3_000
export const ACCESSIBILITY_LABEL_CHARS_MAX = 75
/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#static_select */
export const SELECT_OPTIONS_MAX = 100
export const PLACEHOLDER_CHARS_MAX = 150
/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
export const OPTION_TEXT_CHARS_MAX = 75
export const OPTION_DESCRIPTION_CHARS_MAX = 75
/** 150 in the option object's reference; 75 in older comments of `@slack/types`. */
export const OPTION_VALUE_CHARS_MAX = 150
/** https://docs.slack.dev/reference/views */
export const VIEW_TITLE_CHARS_MAX = 24
export const PRIVATE_METADATA_CHARS_MAX = 3_000
/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
export const INPUT_CHARS_MAX = 3_000
export const INPUT_LABEL_CHARS_MAX = 2_000

/**
 * A whole message's budget. Observed, not documented: `msg_blocks_too_long` was reported from about 13,300 characters of block text, and one
 * divider more cost about 125 (https://github.com/slackapi/bolt-js/issues/2509). We stay well below.
 */
export const MESSAGE_WEIGHT_MAX = 12_000
export const BLOCK_WEIGHT = 125

/** Our own aim for the top-level text: Slack advises 4,000, and longer text has been seen split into several messages. */
export const FALLBACK_CHARS_MAX = 3_000

/** How long each kind of message should be at most, where its notice has parts that may go. Ours, not Slack's: what reads well in a channel. */
export const TARGETS: Readonly<Record<NoticeKind, { readonly blocks: number; readonly chars: number }>> = {
  guide: { blocks: 14, chars: 2_400 },
  list: { blocks: 14, chars: 2_400 },
  setup: { blocks: 14, chars: 2_400 },
  error: { blocks: 14, chars: 2_400 },
  digest: { blocks: 32, chars: 6_000 },
  change: { blocks: 8, chars: 1_500 },
  reminder: { blocks: 8, chars: 1_500 },
  correction: { blocks: 8, chars: 1_500 },
  review: { blocks: 16, chars: 4_000 },
}

/** The largest request body taken. A submitted view is at most 250 kB; everything else is smaller. */
export const REQUEST_BYTES_MAX = 1_000_000
/** Requests stamped further in the past are refused. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const REQUEST_AGE_MAX_MS = 300_000
/** Requests stamped further in the future are refused: our own rule, so that a captured request cannot be kept for later. */
export const REQUEST_AHEAD_MAX_MS = 60_000
/** Signatures remembered to refuse replays. Slack delivers at most 30,000 events an hour for each workspace, so 2,500 in five minutes. */
export const SIGNATURES_KEPT_MAX = 20_000

/** Longest typed request handed to the commands; far above any real one. */
export const TYPED_CHARS_MAX = 2_000
