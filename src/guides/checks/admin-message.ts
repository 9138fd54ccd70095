import type { Check, Problem } from './check.ts'

const CHARS_MAX = 600

/** A message somebody forwards to an admin must stand on its own. */
export const adminMessage: Check = {
  id: 'admin-message',
  summary: `An admin message has at most ${CHARS_MAX} characters, names its source and thanks, and exists only where an admin can act.`,
  guideline: 'a-message-an-admin-can-act-on',
  check({ service }) {
    const message = service.adminMessage
    if (message === undefined) return []
    const problem = (text: string, fix: string): Problem => ({ path: ['adminMessage'], message: text, fix })
    const problems: Problem[] = []
    if (message.length > CHARS_MAX) problems.push(problem(`The message has ${message.length} characters.`, `Shorten it to ${CHARS_MAX}.`))
    if (!/\bSource: \S/.test(message))
      problems.push(problem('The message names no source.', 'Add "Source: " and the page an admin can check.'))
    if (!/\bThank/i.test(message)) problems.push(problem('The message does not thank.', 'End it with "Thank you."'))
    const hasAdminControl = service.practices.some((practice) => practice.controls.some((control) => control.who === 'admin'))
    if (!hasAdminControl)
      problems.push(problem('No control of this guide is for an admin.', 'Add the control with `who: admin`, or remove the message.'))
    return problems
  },
}
