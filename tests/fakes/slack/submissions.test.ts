import { beforeEach, describe, expect, test } from 'vitest'
import { checkOptionLoad } from './checks/option-load.ts'
import { createContentCheck } from './content.ts'
import { createJournal, type Journal } from './journal.ts'
import type { JsonObject } from './json.ts'
import { followSubmission } from './people/submission-answer.ts'
import { createViewStore, type FakeView, type ViewStore } from './views.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const input = { type: 'input', block_id: 'time', label: plain('Time'), element: { type: 'timepicker', action_id: 'time' } }
const modal = (title: string, more: JsonObject = {}) => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Save'),
  blocks: [input],
  ...more,
})

let journal: Journal
let views: ViewStore
let view: FakeView
let follow: (body: unknown) => FakeView | undefined

beforeEach(() => {
  journal = createJournal(100)
  views = createViewStore(() => 0)
  view = views.open({ teamId: 'T1', userId: 'U1' }, modal('First'))
  const content = createContentCheck(journal, 'always', true)
  follow = (body) => followSubmission({ journal, views, content }, view, body)
})

describe('the acknowledgement of a submission', () => {
  test('empty: the modal closes', () => {
    follow(undefined)
    expect(view.closed).toBe(true)
  })

  test('clear: the whole stack closes', () => {
    const second = views.open({ teamId: 'T1', userId: 'U1', previous: view }, modal('Second'))
    follow({ response_action: 'clear' })
    expect([view.closed, second.closed]).toEqual([true, true])
  })

  test('update: the modal shows something else', () => {
    follow({ response_action: 'update', view: modal('Done') })
    expect(view).toMatchObject({ closed: false, content: { title: { text: 'Done' } } })
  })

  test('push: another modal lies on top, up to three', () => {
    const second = follow({ response_action: 'push', view: modal('Second') })
    expect(second).toMatchObject({ rootId: view.id, previousId: view.id })
    expect(follow({ response_action: 'push', view: modal('Third') })).toBeDefined()
    expect(follow({ response_action: 'push', view: modal('Fourth') })).toBeUndefined()
    expect(journal.violations).toEqual(['view_submission: push_limit_reached'])
  })

  test('errors: shown at their inputs', () => {
    follow({ response_action: 'errors', errors: { time: 'Too early' } })
    expect(view).toMatchObject({ closed: false, errors: { time: 'Too early' } })
    expect(journal.violations).toEqual([])
  })

  test.each<[string, unknown, string]>([
    [
      'errors that name no input',
      { response_action: 'errors', errors: { zone: 'Unknown' } },
      'view_submission: error for zone, which is no input block',
    ],
    ['errors without errors', { response_action: 'errors' }, 'view_submission: response_action errors without errors'],
    ['an unknown action', { response_action: 'explode' }, 'view_submission: unknown response_action explode'],
    ['a body without an action', { text: 'thanks' }, 'view_submission: an acknowledgement with a body but no response_action'],
    [
      'a view that Slack would refuse',
      { response_action: 'update', view: modal('A title that is far too long') },
      'view_submission update: invalid_arguments; must be less than 25 characters [json-pointer:/view/title/text]',
    ],
  ])('%s is a violation', (_name, body, violation) => {
    follow(body)
    expect(journal.violations).toEqual([violation])
  })
})

describe('options offered while typing', () => {
  const option = (value: string, text = value) => ({ text: plain(text), value })

  test.each<[string, unknown]>([
    ['some', { options: [option('linkedin')] }],
    ['none', { options: [] }],
    ['groups', { option_groups: [{ label: plain('Social'), options: [option('linkedin')] }] }],
    ['a hundred', { options: Array.from({ length: 100 }, (_, index) => option(String(index))) }],
  ])('%s are fine', (_name, ack) => {
    expect(checkOptionLoad(ack)).toEqual([])
  })

  test.each<[string, unknown, string]>([
    ['nothing at all', undefined, 'missing required field: options'],
    ['options and groups', { options: [], option_groups: [] }, 'must define either `options` or `option_groups`'],
    ['101', { options: Array.from({ length: 101 }, (_, index) => option(String(index))) }, 'no more than 100 items allowed'],
    ['a long label', { options: [option('a', 'x'.repeat(76))] }, 'must be less than 76 characters'],
    ['an unknown property', { options: [{ ...option('a'), colour: 'red' }] }, 'invalid additional property: colour'],
  ])('%s are refused', (_name, ack, message) => {
    expect(checkOptionLoad(ack).map((problem) => problem.message)).toContain(message)
  })
})
