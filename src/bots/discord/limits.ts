/** What Discord accepts, as named numbers. Only this folder's renderers know them. */

import type { NoticeKind } from '../../core/notice.ts'

/** https://docs.discord.com/developers/resources/message#create-message */
export const CONTENT_CHARS_MAX = 2_000
/** Nested ones included. https://docs.discord.com/developers/components/reference#component-object */
export const COMPONENTS_MAX = 40
/** Observed, not documented: longer messages are refused with COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED. */
export const DISPLAYED_CHARS_MAX = 4_000
/** Rows of a message without Components V2. https://docs.discord.com/developers/components/reference#legacy-message-component-behavior */
export const CLASSIC_ROWS_MAX = 5
/** Five by https://docs.discord.com/developers/components/reference#action-row; four read better on a phone. */
export const ROW_BUTTONS_MAX = 4
/** Rows made of one block of buttons. Ours: with it any single block fits in any message. */
export const BLOCK_ROWS_MAX = 5
/** https://docs.discord.com/developers/components/reference#button */
export const BUTTON_LABEL_CHARS_MAX = 80
export const BUTTON_URL_CHARS_MAX = 512
export const CUSTOM_ID_CHARS_MAX = 100
/** https://docs.discord.com/developers/components/reference#string-select */
export const SELECT_OPTIONS_MAX = 25
export const OPTION_CHARS_MAX = 100
export const PLACEHOLDER_CHARS_MAX = 150
/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
export const MODAL_TITLE_CHARS_MAX = 45
export const MODAL_FIELDS_MAX = 5
/** https://docs.discord.com/developers/components/reference#label and #text-input */
export const FIELD_LABEL_CHARS_MAX = 45
export const FIELD_PLACEHOLDER_CHARS_MAX = 100
export const FIELD_CHARS_MAX = 4_000
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
export const CHOICES_MAX = 25
export const CHOICE_CHARS_MAX = 100
export const DESCRIPTION_CHARS_MAX = 100
export const OPTIONS_MAX = 25
export const COMMANDS_MAX = 100
/** Names, descriptions and choices of one command together, each in its longest language. Same page. */
export const COMMAND_CHARS_MAX = 8_000
/** https://docs.discord.com/developers/resources/message#create-message */
export const NONCE_CHARS_MAX = 25

/** Requests a second of one bot, all routes but interactions together. https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
export const REQUESTS_PER_SECOND = 50
/** Ours: Discord only says that a bot which opens many may be blocked. https://docs.discord.com/developers/resources/user#create-dm */
export const DM_OPENS_PER_SECOND = 2

/** A link longer than this is written as its words: it would leave no room for a sentence. Ours. */
export const LINK_CHARS_MAX = 1_000

/** Discord voids an interaction that was not answered after three seconds; this leaves one for the way. https://docs.discord.com/developers/interactions/receiving-and-responding */
export const DEFER_AFTER_MS = 2_000

/** How long each kind of message should be at most, where its notice has parts that may go. Ours, not Discord's: what reads well on a phone. */
export const TARGETS: Readonly<Record<NoticeKind, { readonly components: number; readonly chars: number }>> = {
  guide: { components: 22, chars: 1_800 },
  list: { components: 20, chars: 1_800 },
  setup: { components: 20, chars: 1_800 },
  error: { components: 20, chars: 1_800 },
  digest: { components: 24, chars: 3_200 },
  review: { components: 20, chars: 3_000 },
  change: { components: 12, chars: 1_200 },
  reminder: { components: 12, chars: 1_200 },
  correction: { components: 12, chars: 1_200 },
}
