/** What there is to know about a way out besides its steps, a sentence each: who must act, what it covers, what it needs, costs and when it works. */

import type { Control } from '../core/service.ts'
import type { Messages } from './messages.ts'

/** What somebody must know before they begin: a parent has to do it, what is needed, from when it works, that it is weighed. */
export function mustKnow(control: Control, messages: Messages): readonly string[] {
  return [
    control.who === 'parent' ? messages.text('control.parent') : '',
    control.needs === undefined ? '' : messages.text('control.needs', { needs: messages.list(control.needs) }),
    control.takesEffect ?? '',
    control.weighed === true ? messages.text('control.form.weighed') : '',
  ]
    .filter((fact) => fact !== '')
    .map(sentence)
}

/** What is good to know: what it covers, how long it takes, what stops working. */
export function goodToKnow(control: Control, messages: Messages): readonly string[] {
  return [
    control.covers === undefined ? '' : messages.text('control.covers', { covers: sentence(control.covers) }),
    control.takes === undefined ? '' : messages.text('control.takes', { takes: sentence(control.takes) }),
    control.loses === undefined ? '' : messages.text('control.loses', { loses: control.loses.map(sentence).join(' ') }),
  ].filter((fact) => fact !== '')
}

/** Facts in guide files are phrases or sentences; side by side they need their full stop. */
const sentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)
