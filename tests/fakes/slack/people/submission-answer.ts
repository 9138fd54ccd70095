/** What Slack does with the acknowledgement of a submitted modal. https://docs.slack.dev/surfaces/modals#response_actions */
import { isJsonObject, type JsonObject } from '../json.ts'
import { type FakeView, viewsPerStack } from '../views.ts'
import type { Workings } from '../workings.ts'

/** What following needs of the fake. */
export type SubmissionSetup = Pick<Workings, 'journal' | 'views' | 'content'>

/** Follows the `response_action`, if any; gives the view that was pushed on top. */
export function followSubmission(slack: SubmissionSetup, view: FakeView, body: unknown): FakeView | undefined {
  const objection = (text: string): void => slack.journal.violation(`view_submission: ${text}`)
  if (!isJsonObject(body) || body.response_action === undefined) {
    if (body !== undefined) objection('an acknowledgement with a body but no response_action')
    view.closed = true
    return undefined
  }
  switch (body.response_action) {
    case 'clear':
      slack.views.closeStack(view)
      return undefined
    case 'errors':
      view.errors = errorsIn(body.errors, view, objection)
      return undefined
    case 'update':
      return show(slack, view, 'update', body.view, objection)
    case 'push':
      return show(slack, view, 'push', body.view, objection)
    default:
      objection(`unknown response_action ${String(body.response_action)}`)
      return undefined
  }
}

function errorsIn(errors: unknown, view: FakeView, objection: (text: string) => void): Readonly<Record<string, string>> {
  const entries = isJsonObject(errors) ? Object.entries(errors) : []
  const inputs = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id))
  if (entries.length === 0) objection('response_action errors without errors')
  for (const [blockId] of entries) if (!inputs.has(blockId)) objection(`error for ${blockId}, which is no input block`)
  return Object.fromEntries(entries.map(([blockId, text]) => [blockId, String(text)]))
}

function show(
  slack: SubmissionSetup,
  view: FakeView,
  how: 'update' | 'push',
  content: unknown,
  objection: (text: string) => void,
): FakeView | undefined {
  const refusal: JsonObject | undefined = slack.content.view(content, `view_submission ${how}`)
  if (refusal !== undefined || !isJsonObject(content)) return undefined
  if (how === 'update') {
    slack.views.update(view, content)
    return undefined
  }
  if (slack.views.stackOf(view).length < viewsPerStack)
    return slack.views.open({ teamId: view.teamId, userId: view.userId, previous: view }, content)
  objection('push_limit_reached')
  return undefined
}
