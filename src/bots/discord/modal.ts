/** A form as a Discord modal. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */

import type { FormField, FormReply } from '../../commands/reply.ts'
import type { Action } from '../../core/action.ts'
import { cutAtSentence } from '../../core/fit-notice.ts'
import { cleanLine } from './escape.ts'
import { FIELD_CHARS_MAX, FIELD_LABEL_CHARS_MAX, FIELD_PLACEHOLDER_CHARS_MAX, MODAL_FIELDS_MAX, MODAL_TITLE_CHARS_MAX } from './limits.ts'
import { COMPONENT } from './payload.ts'

const ONE_LINE = 1

export interface ModalPayload {
  readonly custom_id: string
  readonly title: string
  readonly components: readonly object[]
}

/** Discord names the buttons of a modal itself, so `submitLabel` and `cancelLabel` are not used. Fields beyond the fifth are left out. */
export function renderModal(form: FormReply, actionId: (action: Action) => string): ModalPayload {
  return {
    custom_id: actionId(form.action),
    title: cutAtSentence(cleanLine(form.title), MODAL_TITLE_CHARS_MAX) || '…',
    components: form.fields.slice(0, MODAL_FIELDS_MAX).map(labelled),
  }
}

function labelled({ name, label, placeholder, value, required, maxChars }: FormField): object {
  const charsMax = Math.min(Math.max(1, maxChars), FIELD_CHARS_MAX)
  return {
    type: COMPONENT.label,
    label: cutAtSentence(cleanLine(label), FIELD_LABEL_CHARS_MAX) || '…',
    component: {
      type: COMPONENT.textInput,
      custom_id: name,
      style: ONE_LINE,
      required,
      max_length: charsMax,
      ...(placeholder === undefined ? {} : { placeholder: cutAtSentence(cleanLine(placeholder), FIELD_PLACEHOLDER_CHARS_MAX) }),
      ...(value === undefined ? {} : { value: value.slice(0, charsMax) }),
    },
  }
}
