/** The parts of Discord's message format that we send, as types: what is not here is never sent. https://docs.discord.com/developers/components/reference */

export const COMPONENT = { row: 1, button: 2, select: 3, textInput: 4, text: 10, separator: 14, container: 17, label: 18 } as const
export const BUTTON_STYLE = { primary: 1, secondary: 2, success: 3, danger: 4, link: 5 } as const
export const FLAG = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, componentsV2: 1 << 15 } as const

/** Nobody is ever mentioned, whatever a text holds. https://docs.discord.com/developers/resources/message#allowed-mentions-object */
export const NO_MENTIONS: { readonly parse: readonly string[] } = { parse: [] }

export type ButtonPayload =
  | { readonly type: typeof COMPONENT.button; readonly style: 1 | 2 | 3 | 4; readonly label: string; readonly custom_id: string }
  | { readonly type: typeof COMPONENT.button; readonly style: typeof BUTTON_STYLE.link; readonly label: string; readonly url: string }

export interface SelectPayload {
  readonly type: typeof COMPONENT.select
  readonly custom_id: string
  readonly placeholder?: string
  readonly options: readonly { readonly label: string; readonly value: string; readonly description?: string }[]
}

/** `id` is ours to choose and comes back with the message: see `delivery-tag.ts`. */
export interface RowPayload {
  readonly type: typeof COMPONENT.row
  readonly id?: number
  readonly components: readonly (ButtonPayload | SelectPayload)[]
}

interface TextPayload {
  readonly type: typeof COMPONENT.text
  readonly content: string
}

interface SeparatorPayload {
  readonly type: typeof COMPONENT.separator
}

export interface ContainerPayload {
  readonly type: typeof COMPONENT.container
  readonly id?: number
  readonly accent_color?: number
  readonly components: readonly (TextPayload | SeparatorPayload | RowPayload)[]
}

/** A message as it is posted: `content` and rows, or one container with the Components V2 flag. */
export interface MessagePayload {
  readonly flags: number
  readonly content?: string
  readonly components: readonly (ContainerPayload | RowPayload)[]
  readonly allowed_mentions: { readonly parse: readonly string[] }
}
