import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeAction, encodeAction } from '../../src/commands/action-id.ts'
import { type Action, SNOOZES } from '../../src/core/action.ts'
import { addDays } from '../../src/core/calendar-date.ts'
import { CHECKLIST_STATES, PACK_NAMES } from '../../src/core/checklist.ts'
import { COUNTRIES } from '../../src/core/jurisdiction.ts'
import { ASKED_ACCOUNTS, DEVICES } from '../../src/core/service.ts'

const slug = fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,2}$/)
const ref = fc.record({
  slug,
  region: fc.option(fc.constantFrom('eu', 'world', 'US-CA', ...COUNTRIES), { nil: undefined }),
  account: fc.option(fc.constantFrom(...ASKED_ACCOUNTS), { nil: undefined }),
  device: fc.option(fc.constantFrom(...DEVICES), { nil: undefined }),
  admin: fc.option(fc.constant(true), { nil: undefined }),
  on: fc.option(
    fc.nat(5000).map((days) => addDays('2015-01-01', days)),
    { nil: undefined },
  ),
})
const redraw = fc.option(fc.constant(true), { nil: undefined })
const action: fc.Arbitrary<Action> = fc.oneof(
  fc
    .tuple(ref, fc.option(fc.constantFrom('region', 'account', 'device', 'admin'), { nil: undefined }))
    .map(([fields, chose]): Action => ({ do: 'guide', ...fields, chose })),
  ref.map((fields): Action => ({ do: 'share', ...fields })),
  ref.map((fields): Action => ({ do: 'choose-region', ...fields })),
  fc.tuple(ref, redraw).map(([fields, again]): Action => ({ do: 'follow', ...fields, redraw: again })),
  fc.tuple(ref, redraw).map(([fields, again]): Action => ({ do: 'unfollow', ...fields, redraw: again })),
  slug.map((name): Action => ({ do: 'admin-message', slug: name })),
  fc.option(slug, { nil: undefined }).map((name): Action => ({ do: 'changes', slug: name })),
  ref.map((fields): Action => ({ do: 'done', ...fields })),
  ref.map((fields): Action => ({ do: 'undo-done', ...fields })),
  slug.map((name): Action => ({ do: 'remind', slug: name })),
  slug.map((name): Action => ({ do: 'remind-here', slug: name })),
  fc.tuple(fc.integer({ min: 1 }), slug).map(([id, name]): Action => ({ do: 'reminder-done', id, slug: name })),
  fc.tuple(fc.integer({ min: 1 }), slug).map(([id, name]): Action => ({ do: 'reminder-stop', id, slug: name })),
  fc
    .tuple(fc.integer({ min: 1 }), slug, fc.constantFrom(...SNOOZES))
    .map(([id, name, by]): Action => ({ do: 'reminder-snooze', id, slug: name, by })),
  fc.option(fc.constantFrom(...PACK_NAMES), { nil: undefined }).map((pack): Action => ({ do: 'checklist', pack })),
  fc
    .tuple(slug, slug, fc.constantFrom(...CHECKLIST_STATES))
    .map(([name, practice, state]): Action => ({ do: 'mark', slug: name, practice, state })),
  fc.tuple(slug, fc.constantFrom('still', 'again', 'never')).map(([name, answer]): Action => ({ do: 'look-back', slug: name, answer })),
  fc.option(fc.integer({ min: 1, max: 999_999 }), { nil: undefined }).map((part): Action => ({ do: 'mydata-export', part })),
  fc.constantFrom<Action>(
    { do: 'mydata-show' },
    { do: 'mydata-delete', confirmed: true },
    { do: 'reminders' },
    { do: 'digest-preview' },
    { do: 'digest-pause' },
    { do: 'digest-resume' },
    { do: 'following' },
    { do: 'digest-show' },
    { do: 'digest-off', confirmed: true },
    { do: 'digest-off', confirmed: undefined },
    { do: 'help' },
  ),
)

test('every action survives the way to a component id and back, within 100 characters', () => {
  fc.assert(
    fc.property(action, (given) => {
      const id = encodeAction(given)
      expect(id.length).toBeLessThanOrEqual(100)
      expect(decodeAction(id)).toEqual(given)
    }),
  )
})

test('the name of a wished-for service survives as far as it fits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (name) => {
      const id = encodeAction({ do: 'request-service', name })
      expect(id.length).toBeLessThanOrEqual(100)
      const decoded = decodeAction(id)
      expect(decoded?.do === 'request-service' && name.toWellFormed().startsWith(decoded.name)).toBe(true)
    }),
  )
})

test.each([
  '',
  '1',
  '1.',
  '0.guide.linkedin',
  '1.guide',
  '1.guide.Linked In',
  '1.guide.linkedin.XX',
  '1.help.extra',
  '1.request-service.%',
  '1.nothing.at.all',
  '1.guide.a.b.c.d.e.f.g.h.i',
  'x'.repeat(4000),
])('an id that is not ours, or from another version, is nobody’s action: %j', (id) => {
  expect(decodeAction(id)).toBeNull()
})

test('any text at all is decoded without an exception', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((rest) => `1.guide.${rest}`),
        fc.string().map((rest) => `1.request-service.${rest}`),
      ),
      (id) => {
        decodeAction(id)
      },
    ),
  )
})
