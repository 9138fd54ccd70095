import { describe, expect, test } from 'vitest'
import type { Change } from '../../src/core/change.ts'
import { wordsOf } from '../../src/core/notice.ts'
import { noticeText } from '../../src/core/notice-text.ts'
import { serviceChanges } from '../../src/guides/changes.ts'
import { changeWords } from '../../src/notices/change-words.ts'
import { changesNotice } from '../../src/notices/changes-notice.ts'
import { digestNotice } from '../../src/notices/digest-notice.ts'
import { followNotice } from '../../src/notices/follow-notice.ts'
import { messagesFor } from '../../src/notices/messages.ts'
import { storiesOf } from '../../src/notices/stories.ts'
import { aControl, aPractice, aRule, aService } from '../guides/service-factory.ts'

const messages = messagesFor('en')
type Rule = Parameters<typeof aRule>[0]

function change(name: string, before: Rule, after: Rule, on = '2026-08-17', more: Parameters<typeof aPractice>[0] = {}): Change {
  const slug = name.toLowerCase()
  const service = aService({
    slug,
    name,
    owner: more?.title === 'Meta' ? 'Meta' : name,
    domains: [`${slug}.com`],
    practices: [aPractice({ controls: [], ...more, rules: [aRule({ ...before, until: on }), aRule({ ...after, since: on })] })],
  })
  const [found] = serviceChanges(service)
  if (found === undefined) throw new Error('no change')
  return found
}

const digest = (changes: readonly Change[], runOn = '2026-08-17', lateFrom: string | null = null) =>
  digestNotice(changes, { messages, runOn, region: 'DE', lateFrom, publicUrl: null })

/** Whether a comma follows the weekday is ICU's business and has changed between its releases. */
const said = (changes: readonly Change[], runOn?: string, lateFrom?: string) =>
  noticeText(digest(changes, runOn, lateFrom))
    .replace(/(day), /, '$1 ')
    .split('\n')

describe('one change in one sentence and one action', () => {
  const words = (given: Change, today: string) => wordsOf(changeWords(given, today, messages))

  test.each([
    [
      'a use that starts, seen before it does',
      change('A', { default: 'off' }, { default: 'on' }, '2026-08-17', { controls: [aControl()] }),
      '2026-08-01',
      '● A will use your posts and photos to train AI from 17 August 2026. You can turn it off.',
    ],
    [
      'the same, once it has',
      change('A', { default: 'off' }, { default: 'on' }, '2026-08-17', { controls: [aControl({ kind: 'admin', who: 'admin' })] }),
      '2026-08-17',
      '● A uses your posts and photos to train AI since 17 August 2026. An admin can turn it off.',
    ],
    [
      'no way out',
      change('A', { default: 'never' }, { default: 'always' }),
      '2026-08-17',
      '■ A uses your posts and photos to train AI since 17 August 2026. We found no setting that stops this.',
    ],
    [
      'plans',
      change('A', { default: 'never' }, { default: 'always', plans: ['Free', 'Standard'] }),
      '2026-08-17',
      '■ A uses your posts and photos to train AI since 17 August 2026, on Free and Standard plans. We found no setting that stops this.',
    ],
    [
      'an end',
      change('A', { default: 'on' }, { default: 'never' }),
      '2026-08-17',
      '✓ A no longer uses your posts and photos to train AI since 17 August 2026.',
    ],
    [
      'an offer',
      change('A', { default: 'never' }, { default: 'off' }),
      '2026-08-17',
      '○ A uses your posts and photos to train AI since 17 August 2026, only if it is turned on.',
    ],
    [
      'a promise',
      change('A', { default: 'unknown' }, { default: 'never' }),
      '2026-08-17',
      '✓ A says it does not use your posts and photos to train AI, since 17 August 2026.',
    ],
    [
      'a doubt',
      change('A', { default: 'never' }, { default: 'unknown' }),
      '2026-08-17',
      '? A: since 17 August 2026, the terms no longer settle how your posts and photos are used.',
    ],
    [
      'the way out taken away',
      change('A', { default: 'on' }, { default: 'always' }),
      '2026-08-17',
      '■ A took away the way to opt out for your posts and photos on 17 August 2026.',
    ],
  ])('%s', (_, given, today, expected) => {
    expect(words(given, today)).toBe(expected)
  })
})

describe('a digest', () => {
  test('of one change says it in the heading, with the proof', () => {
    expect(said([change('A', { default: 'off' }, { default: 'on' })])).toEqual([
      '● A: AI training is on by default',
      'Monday 17 August 2026, for Germany.',
      '● A uses your posts and photos to train AI since 17 August 2026. We found no setting that stops this.',
      '“We use your posts to train our AI models. You can turn this off.”',
    ])
  })

  test('groups by what people can do, dates first, what is better after, small print last', () => {
    const lines = said(
      [
        change('Small', { default: 'never' }, { default: 'unknown' }, '2026-08-10'),
        change('Better', { default: 'on' }, { default: 'never' }, '2026-08-11'),
        change('Worse', { default: 'never' }, { default: 'always' }, '2026-08-12'),
        change('Ahead', { default: 'off', announced: '2026-08-12' }, { default: 'on', announced: '2026-08-12' }, '2026-09-01', {
          controls: [aControl()],
        }),
      ],
      '2026-08-12',
    )
    expect(lines[0]).toBe('4 changes to AI training')
    expect(lines.filter((line) => ['Before a date', 'New uses', 'Better for you', 'Small print'].includes(line))).toEqual([
      'Before a date',
      'New uses',
      'Better for you',
      'Small print',
    ])
    expect(lines[1]).toBe('Wednesday 12 August 2026, for Germany. 1 can be turned off or objected to.')
  })

  test('tells one owner’s event once', () => {
    const both = ['Facebook', 'Instagram'].map((name) =>
      change(name, { default: 'off' }, { default: 'on' }, '2026-08-17', { title: 'Meta', controls: [aControl({ kind: 'form' })] }),
    )
    expect(storiesOf(both)).toHaveLength(1)
    expect(said(both)).toContain(
      '● Facebook and Instagram use your posts and photos to train AI since 17 August 2026. You can object with a form.',
    )
  })

  test('shows twelve and counts the rest, and loses none on the way', () => {
    const many = Array.from({ length: 15 }, (_, index) =>
      change(`Service${String(index).padStart(2, '0')}`, { default: 'never' }, { default: 'always' }),
    )
    const lines = said(many)
    expect(lines.filter((line) => line.startsWith('- ■'))).toHaveLength(12)
    expect(lines).toContain('and 3 more')
  })

  test('says when it is late, and from when', () => {
    expect(said([change('A', { default: 'off' }, { default: 'on' })], '2026-08-20', '2026-08-15')[2]).toBe(
      'Late: covers 15 August 2026 to 20 August 2026, we were offline.',
    )
  })

  test('of nothing is one line of proof of life', () => {
    expect(said([])).toEqual(['Nothing changed.', 'Monday 17 August 2026, for Germany.'])
  })
})

test('a follower’s message starts with service and fact, says why it came and how to stop', () => {
  const notice = followNotice(change('A', { default: 'off' }, { default: 'on', announced: '2026-08-01' }), {
    messages,
    today: '2026-08-02',
    publicUrl: null,
  })
  const text = noticeText(notice)
  expect(text.slice(0, 100)).toContain('A will use your posts and photos to train AI')
  expect(text).toContain('You follow A. Announced 1 August 2026.')
  const buttons = notice.blocks.at(-1)
  expect(buttons?.kind === 'buttons' && buttons.buttons.map((button) => button.kind === 'action' && button.action.do)).toEqual([
    'guide',
    'remind',
    'unfollow',
  ])
})

test('several changes of one service on one day are one message', () => {
  const [first, second] = [change('A', { default: 'off' }, { default: 'on' }), change('A', { default: 'never' }, { default: 'always' })]
  const text = noticeText(followNotice(first, { messages, today: '2026-08-17', publicUrl: null, others: [second] }))
  expect(text).toContain('- ■ A uses your posts and photos to train AI since 17 August 2026.')
})

test('the list of changes puts what is coming before what was', () => {
  const changes = [
    change('Past', { default: 'off' }, { default: 'on' }),
    change('Coming', { default: 'off' }, { default: 'on' }, '2026-12-01'),
  ]
  const notice = changesNotice(changes, { from: '2026-08-01', today: '2026-08-20', service: null }, { messages, publicUrl: null })
  const text = noticeText(notice)
  expect(text.indexOf('Coming up')).toBeLessThan(text.indexOf('Changed'))
  expect(text).toContain('Holds everywhere.')
})
