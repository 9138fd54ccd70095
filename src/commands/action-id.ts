/** Actions as the short ids components carry: `1.guide.linkedin.DE.personal.web`. At most 100 characters, Discord's limit for a custom_id. */

import { z } from 'zod'
import { type Action, type GuideRef, SNOOZES } from '../core/action.ts'
import { isCalendarDate } from '../core/calendar-date.ts'
import { CHECKLIST_STATES, PACK_NAMES } from '../core/checklist.ts'
import { isJurisdiction } from '../core/jurisdiction.ts'
import { ASKED_ACCOUNTS, DEVICES } from '../core/service.ts'

/** Raised when the meaning of the fields changes; older ids are then answered with "too old" and a fresh way in. */
const VERSION = '1'
const CHARS_MAX = 100

const Slug = z.string().regex(/^[a-z0-9-]{1,40}$/)
const optional = <T extends z.ZodType>(inner: T) => z.union([z.literal('').transform(() => undefined), inner])
const Region = optional(z.string().refine(isJurisdiction))
const Account = optional(z.enum(ASKED_ACCOUNTS))
const OnDevice = optional(z.enum(DEVICES))
const Admin = optional(z.literal('admin').transform(() => true))
const Count = optional(
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
)
const Id = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)
const Yes = optional(z.literal('yes').transform(() => true))
const Day = optional(z.string().refine(isCalendarDate))
const GuideFields = [Slug, Region, Account, OnDevice, Admin, Day] as const

const Fields = {
  guide: z.tuple([...GuideFields, optional(z.enum(['region', 'account', 'device', 'admin']))]),
  share: z.tuple(GuideFields),
  'choose-region': z.tuple(GuideFields),
  'admin-message': z.tuple([Slug]),
  follow: z.tuple([...GuideFields, optional(z.literal('redraw').transform(() => true))]),
  changes: z.tuple([optional(Slug)]),
  'request-service': z.tuple([z.string().transform((text) => decodeURIComponent(text))]),
  'digest-off': z.tuple([Yes]),
  checklist: z.tuple([optional(z.enum(PACK_NAMES))]),
  mark: z.tuple([Slug, Slug, z.enum(CHECKLIST_STATES)]),
  'look-back': z.tuple([Slug, z.enum(['still', 'again', 'never'])]),
  remind: z.tuple([Slug]),
  'remind-here': z.tuple([Slug]),
  'reminder-done': z.tuple([Id, Slug]),
  'reminder-snooze': z.tuple([Id, Slug, z.enum(SNOOZES)]),
  'mydata-export': z.tuple([Count]),
  'mydata-delete': z.tuple([Yes]),
} as const

const BARE = ['following', 'digest-show', 'digest-preview', 'digest-pause', 'digest-resume', 'mydata-show', 'reminders', 'help'] as const

/** The id for an action. Throws when it would be too long, which only a slug beyond the schema's limit could cause. */
export function encodeAction(action: Action): string {
  const id = [VERSION, action.do, ...fieldsOf(action)].join('.').replace(/\.+$/, '')
  if (id.length > CHARS_MAX) throw new Error(`action id of ${id.length} characters for ${action.do}`)
  return id
}

function fieldsOf(action: Action): readonly string[] {
  switch (action.do) {
    case 'guide':
      return [...guideFields(action), action.chose ?? '']
    case 'share':
    case 'choose-region':
    case 'done':
    case 'undo-done':
      return guideFields(action)
    case 'checklist':
      return [action.pack ?? '']
    case 'mark':
      return [action.slug, action.practice, action.state]
    case 'look-back':
      return [action.slug, action.answer]
    case 'follow':
    case 'unfollow':
      return [...guideFields(action), action.redraw === true ? 'redraw' : '']
    case 'admin-message':
    case 'remind':
    case 'remind-here':
      return [action.slug]
    case 'reminder-done':
    case 'reminder-stop':
      return [String(action.id), action.slug]
    case 'reminder-snooze':
      return [String(action.id), action.slug, action.by]
    case 'changes':
      return [action.slug ?? '']
    case 'request-service':
      return [encodeName(action.name)]
    case 'mydata-export':
      return [action.part === undefined ? '' : String(action.part)]
    case 'digest-off':
    case 'mydata-delete':
      return [action.confirmed === true ? 'yes' : '']
    default:
      return []
  }
}

const guideFields = (ref: GuideRef) => [
  ref.slug,
  ref.region ?? '',
  ref.account ?? '',
  ref.device ?? '',
  ref.admin === true ? 'admin' : '',
  ref.on ?? '',
]

/** As much of the name as fits: a full stop separates fields, and escapes triple in length. */
function encodeName(name: string): string {
  let encoded = ''
  for (const char of name.toWellFormed()) {
    const next = encodeURIComponent(char).replaceAll('.', '%2E')
    if (encoded.length + next.length > 78) break
    encoded += next
  }
  return encoded
}

/** The action an id stands for, or `null` when it is from another version or was tampered with. */
export function decodeAction(id: string): Action | null {
  const [version, name, ...fields] = id.split('.')
  if (version !== VERSION || name === undefined || id.length > CHARS_MAX) return null
  const bare = BARE.find((each) => each === name)
  if (bare !== undefined) return fields.length === 0 ? { do: bare } : null
  switch (name) {
    case 'guide': {
      const parsed = read(Fields.guide, fields)
      return parsed && { do: name, ...guideRef(parsed), chose: parsed[6] }
    }
    case 'checklist': {
      const parsed = read(Fields[name], fields)
      return parsed && { do: name, pack: parsed[0] }
    }
    case 'mark': {
      const parsed = read(Fields[name], fields)
      return parsed && { do: name, slug: parsed[0], practice: parsed[1], state: parsed[2] }
    }
    case 'look-back': {
      const parsed = read(Fields[name], fields)
      return parsed && { do: name, slug: parsed[0], answer: parsed[1] }
    }
    case 'share':
    case 'done':
    case 'undo-done':
    case 'choose-region': {
      const parsed = read(Fields.share, fields)
      return parsed && { do: name, ...guideRef(parsed) }
    }
    case 'follow':
    case 'unfollow': {
      const parsed = read(Fields.follow, fields)
      return parsed && { do: name, ...guideRef(parsed), redraw: parsed[6] }
    }
    case 'admin-message':
    case 'remind':
    case 'remind-here': {
      const parsed = read(Fields[name], fields)
      return parsed && { do: name, slug: parsed[0] }
    }
    case 'changes': {
      const parsed = read(Fields.changes, fields)
      return parsed && { do: name, slug: parsed[0] }
    }
    case 'request-service': {
      const parsed = read(Fields[name], fields)
      return parsed && { do: name, name: parsed[0] }
    }
    case 'reminder-done':
    case 'reminder-stop': {
      const parsed = read(Fields['reminder-done'], fields)
      return parsed && { do: name, id: parsed[0], slug: parsed[1] }
    }
    case 'reminder-snooze': {
      const parsed = read(Fields[name], fields)
      return parsed && { do: name, id: parsed[0], slug: parsed[1], by: parsed[2] }
    }
    case 'mydata-export': {
      const parsed = read(Fields[name], fields)
      return parsed && { do: name, part: parsed[0] }
    }
    case 'digest-off':
    case 'mydata-delete': {
      const parsed = read(Fields[name], fields)
      return parsed && { do: name, confirmed: parsed[0] }
    }
    default:
      return null
  }
}

/** Trailing empty fields are left out of an id; they are put back before reading. */
function read<T extends z.ZodTuple>(schema: T, fields: readonly string[]): z.infer<T> | null {
  const size = schema.def.items.length
  if (fields.length > size) return null
  try {
    const result = schema.safeParse([...fields, ...Array.from({ length: size - fields.length }, () => '')])
    return result.success ? result.data : null
  } catch {
    return null // decodeURIComponent on a broken escape
  }
}

type GuideTuple = readonly [
  string,
  GuideRef['region'],
  GuideRef['account'],
  GuideRef['device'],
  GuideRef['admin'],
  GuideRef['on'],
  ...unknown[],
]

const guideRef = ([slug, region, account, device, admin, on]: GuideTuple): GuideRef => ({ slug, region, account, device, admin, on })
