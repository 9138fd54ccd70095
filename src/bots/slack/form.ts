/** A form as a Slack modal, what was typed into it, and what the modal has to remember in between. */

import type { types } from '@slack/bolt'
import type { FormField, FormReply } from '../../commands/reply.ts'
import { cutAtSentence } from '../../core/fit-notice.ts'
import { cleanText } from './escape.ts'
import {
  INPUT_CHARS_MAX,
  INPUT_LABEL_CHARS_MAX,
  PLACEHOLDER_CHARS_MAX,
  PRIVATE_METADATA_CHARS_MAX,
  VIEW_TITLE_CHARS_MAX,
} from './limits.ts'
import { plainText } from './render.ts'
import { FormMemory, type ViewSubmission } from './schema.ts'

/** Tells our modals from anybody else's. */
const FORM_CALLBACK_ID = 'optout:form'
/** Every field is its own block, named after it; the one element inside is called this. */
const FIELD_ACTION_ID = 'value'

/** The modal for a form. Field names become block ids; texts are cut to what a modal takes. */
export function viewOf(form: FormReply, memory: FormMemory): types.ModalView {
  const metadata = JSON.stringify(memory)
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK_ID,
    // An answer address can be left out: then the answer comes as a new message.
    private_metadata: metadata.length <= PRIVATE_METADATA_CHARS_MAX ? metadata : JSON.stringify({ ...memory, url: undefined }),
    title: titleOf(form.title),
    submit: titleOf(form.submitLabel),
    close: titleOf(form.cancelLabel),
    blocks: form.fields.map(inputOf),
  }
}

const titleOf = (text: string) => plainText(text, VIEW_TITLE_CHARS_MAX) ?? { type: 'plain_text' as const, text: '…', emoji: false as const }

function inputOf(field: FormField): types.InputBlock {
  const maxChars = Math.max(1, Math.min(field.maxChars, INPUT_CHARS_MAX))
  const placeholder = field.placeholder === undefined ? null : plainText(field.placeholder, PLACEHOLDER_CHARS_MAX)
  const value = field.value === undefined ? '' : cutAtSentence(cleanText(field.value), maxChars)
  return {
    type: 'input',
    block_id: field.name,
    label: plainText(field.label, INPUT_LABEL_CHARS_MAX) ?? { type: 'plain_text', text: field.name, emoji: false },
    optional: !field.required,
    element: {
      type: 'plain_text_input',
      action_id: FIELD_ACTION_ID,
      max_length: maxChars,
      ...(placeholder === null ? {} : { placeholder }),
      ...(value === '' ? {} : { initial_value: value }),
    },
  }
}

/** What was typed, by field name; empty fields are absent. */
export function valuesOf(submission: ViewSubmission): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, elements] of Object.entries(submission.view.state.values)) {
    const typed = elements[FIELD_ACTION_ID]?.value ?? ''
    if (typed.trim() !== '') values[name] = typed
  }
  return values
}

/** What the modal was opened with, or `null` when it is not one of ours. */
export function memoryOf(submission: ViewSubmission): FormMemory | null {
  try {
    return FormMemory.safeParse(JSON.parse(submission.view.private_metadata)).data ?? null
  } catch {
    return null
  }
}
