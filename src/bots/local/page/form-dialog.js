/** A form on the screen: drawn from the chat platform's own payload, its values handed back by field name. */

import { discordForm } from './discord-view.js'
import { byId, el } from './dom.js'
import { slackForm } from './slack-view.js'

/**
 * @param {import('./server.js').ShownForm} form
 * @param {'discord' | 'slack'} platform
 * @param {(values: Record<string, string>) => void} send
 */
export function showForm(form, platform, send) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('form-dialog'))
  const { title, submit, cancel, inputs } = platform === 'slack' ? slackForm(form.slack) : discordForm(form.discord)
  const drawn = inputs.map((input, index) => {
    const id = `form-field-${index}`
    return el(
      'p',
      {},
      el('label', { for: id }, input.label),
      el('input', {
        id,
        name: form.fields[index]?.name ?? '',
        placeholder: input.placeholder,
        value: input.value,
        required: input.required,
        maxlength: String(input.maxChars),
      }),
    )
  })
  const body = el(
    'form',
    {
      method: 'dialog',
      submit: (event) => {
        event.preventDefault()
        const values = Object.fromEntries(
          [...new FormData(body)].map(([name, value]) => [name, String(value)]).filter(([, value]) => value?.trim() !== ''),
        )
        dialog.close()
        send(values)
      },
    },
    el('h2', { id: 'form-title' }, title),
    ...drawn,
    el(
      'div',
      { class: 'row' },
      el('button', { type: 'button', click: () => dialog.close() }, cancel === '' ? 'Cancel' : cancel),
      el('button', { type: 'submit', class: 'main' }, submit === '' ? 'Submit' : submit),
    ),
  )
  dialog.className = platform
  dialog.replaceChildren(body)
  dialog.showModal()
}
