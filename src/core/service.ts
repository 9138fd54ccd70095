/** What a guide file says, as types: services, their practices, the rules and controls of each, and the evidence behind them. */

/** What happens to someone who does nothing, from most to least used. Closed set. */
export const DEFAULTS = ['always', 'on', 'unknown', 'off', 'never'] as const
export type Default = (typeof DEFAULTS)[number]

/** `personal` may be asked about (it means free or paid) but rules name the exact kinds below. */
export const ACCOUNTS = ['free', 'paid', 'business', 'enterprise', 'education', 'api', 'creator', 'minor'] as const
export type Account = (typeof ACCOUNTS)[number]
export const ASKED_ACCOUNTS = ['personal', ...ACCOUNTS] as const
export type AskedAccount = (typeof ASKED_ACCOUNTS)[number]

export const DEVICES = ['web', 'ios', 'android', 'desktop'] as const
export type Device = (typeof DEVICES)[number]

export const CATEGORIES = [
  'social',
  'messaging',
  'ai-assistant',
  'work',
  'developer',
  'creative',
  'shopping',
  'media',
  'device',
  'dating',
  'education',
  'finance',
  'other',
] as const
export type Category = (typeof CATEGORIES)[number]

/** `YYYY-MM-DD`, a day in nobody's time zone. Compare with `<`. */
export type CalendarDate = string
/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: a date as exactly as its source gives it. */
export type PartialDate = string
/** ISO 3166-1 (`DE`), ISO 3166-2 (`US-CA`), or a group: `eu`, `eea`, `world`. See jurisdiction.ts. */
export type Jurisdiction = string

export const EVIDENCE_KINDS = ['policy', 'help', 'statement', 'regulator', 'court', 'ngo', 'press'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** One text somebody can read for themselves. `policy`, `help` and `statement` are the service's own words. */
export interface Evidence {
  readonly id: string
  /** Where it can be read. Absent only for print or supplied copies; then `unlinked` says why. */
  readonly url?: string | undefined
  readonly unlinked?: string | undefined
  readonly title: string
  readonly publisher: string
  readonly kind: EvidenceKind
  /** The date the text carries: in force from, or published. As exact as the source. */
  readonly dated?: PartialDate | undefined
  /** The day the copy behind the quote was taken. At least one of `dated` and `copied` is present. */
  readonly copied?: PartialDate | undefined
  /** Which edition was read: the part of the world it speaks for, and its language (BCP 47). */
  readonly edition: { readonly jurisdictions: readonly Jurisdiction[]; readonly language: string }
  /** Verbatim, holding the decisive words. */
  readonly quote?: string | undefined
  /** Whose collection the text was reached through, when a licence asks for credit. */
  readonly credit?: 'open-terms-archive' | undefined
  readonly supports: string
}

/** A default for jurisdictions × accounts (× plans) over [`since`, `until`). */
export interface Rule {
  readonly default: Default
  readonly jurisdictions: readonly Jurisdiction[]
  /** Absent: every account. */
  readonly accounts?: readonly Account[] | undefined
  /** Names of the service's own plans this holds for; absent: all plans of those accounts. */
  readonly plans?: readonly string[] | undefined
  /** First day it holds. Absent: since before anybody recorded; `sinceBefore` may bound it. */
  readonly since?: CalendarDate | undefined
  /** With no `since`: it was seen in force by this day, its exact first day is not known. */
  readonly sinceBefore?: CalendarDate | undefined
  /** First day it no longer holds. */
  readonly until?: CalendarDate | undefined
  /** When the service said it would start, if that is known. */
  readonly announced?: CalendarDate | undefined
  /** What is used, when it differs from the practice's `uses`. */
  readonly uses?: string | undefined
  readonly note?: string | undefined
  readonly evidence: readonly string[]
}

export type Step =
  | { readonly kind: 'open'; readonly target: string; readonly label?: string | undefined }
  | { readonly kind: 'choose'; readonly path: readonly string[] }
  | { readonly kind: 'toggle'; readonly label: string; readonly to: 'on' | 'off' }
  | { readonly kind: 'fill'; readonly label: string; readonly hint?: string | undefined }
  | { readonly kind: 'submit'; readonly label: string }
  | { readonly kind: 'send'; readonly to: string; readonly subject?: string | undefined; readonly body?: string | undefined }
  | { readonly kind: 'note'; readonly text: string }

export interface DeviceSteps {
  readonly steps: readonly Step[]
  /** Sources that show these labels; their newest date is "steps confirmed". */
  readonly evidence: readonly string[]
}

export const CONTROL_KINDS = ['toggle', 'form', 'email', 'admin', 'delete', 'none'] as const
export type ControlKind = (typeof CONTROL_KINDS)[number]

/** One way to change a practice's default. */
export interface Control {
  readonly id: string
  readonly kind: ControlKind
  readonly who: 'you' | 'admin' | 'parent'
  /** Absent: everywhere, everyone, always. */
  readonly jurisdictions?: readonly Jurisdiction[] | undefined
  readonly accounts?: readonly Account[] | undefined
  readonly since?: CalendarDate | undefined
  readonly until?: CalendarDate | undefined
  /** Straight to the setting or form. `lands` is the exact title of what opens. */
  readonly link?:
    | { readonly url: string; readonly lands?: string | undefined; readonly devices?: readonly Device[] | undefined }
    | undefined
  /** Weighed by the service (an objection), not honoured on sight. */
  readonly weighed?: boolean | undefined
  /** What it stops, from when it works, and how long it takes whoever uses it. */
  readonly covers?: string | undefined
  readonly takesEffect?: string | undefined
  readonly takes?: string | undefined
  readonly needs?: readonly string[] | undefined
  /** What stops working for whoever uses it, a sentence each. */
  readonly loses?: readonly string[] | undefined
  readonly steps: Readonly<Partial<Record<Device, DeviceSteps>>>
  readonly evidence: readonly string[]
}

/** Something this opt-out does not do. */
export interface Caveat {
  readonly text: string
  readonly link?: { readonly label: string; readonly url: string } | undefined
  readonly jurisdictions?: readonly Jurisdiction[] | undefined
  readonly evidence?: readonly string[] | undefined
}

/** One use of people's data for AI that can differ in default or control from the service's others. */
export interface Practice {
  readonly id: string
  /** "Content-generating AI": a short noun phrase that reads after "Other use:". */
  readonly title: string
  /** Two or three plain nouns that read after "uses": "your profile and posts". */
  readonly uses: string
  /** The same as seen by an admin: "profile and posts" of the organisation. */
  readonly usesForAdmin?: string | undefined
  readonly thirdParty?: string | undefined
  readonly data?: { readonly used: readonly string[]; readonly excluded: readonly string[] } | undefined
  readonly rules: readonly Rule[]
  readonly controls: readonly Control[]
  readonly caveats: readonly Caveat[]
}

export const EVENT_KINDS = ['announced', 'effective', 'paused', 'reversed', 'regulator', 'court', 'ngo', 'press', 'other'] as const

/** Something that happened, told in one sentence. */
export interface TimelineEvent {
  readonly on: PartialDate
  readonly what: string
  readonly kind: (typeof EVENT_KINDS)[number]
  readonly jurisdictions: readonly Jurisdiction[]
  readonly evidence: readonly string[]
}

/** A claim people repeat that is wrong or outdated, and what is so. */
export interface Myth {
  readonly claim: string
  readonly truth: string
  readonly evidence: readonly string[]
}

/** What someone can do where no control exists, or besides it. */
export interface Alternative {
  readonly text: string
  readonly link?: { readonly label: string; readonly url: string } | undefined
  readonly jurisdictions?: readonly Jurisdiction[] | undefined
  readonly evidence: readonly string[]
}

/** Who decides on people's data in these places, and where an objection to it goes. */
export interface Controller {
  readonly name: string
  readonly jurisdictions: readonly Jurisdiction[]
  /** Postal address, a line an item. */
  readonly address?: readonly string[] | undefined
  readonly email?: string | undefined
  readonly form?: string | undefined
  readonly evidence: readonly string[]
}

/** What Open Terms Archive's collections call, or called, a service; `documents` absent means all of its documents. */
export interface RecordedAs {
  readonly service: string
  readonly documents?: readonly string[] | undefined
}

/** One guide file. `slug` is permanent. */
export interface Service {
  readonly slug: string
  readonly name: string
  readonly aliases: readonly string[]
  /** Products people name that this guide answers for ("Jira"). */
  readonly products: readonly string[]
  readonly domains: readonly string[]
  readonly owner: string
  readonly category: Category
  readonly evidence: readonly Evidence[]
  readonly practices: readonly Practice[]
  readonly alternatives: readonly Alternative[]
  readonly timeline: readonly TimelineEvent[]
  readonly myths: readonly Myth[]
  readonly controllers: readonly Controller[]
  readonly recordedAs: readonly RecordedAs[]
  /** Where sources disagree, and which one this guide follows. */
  readonly conflicts: readonly string[]
  /** "Get a copy of your data": the menu path or link. */
  readonly dataCopy?:
    | { readonly path?: readonly string[] | undefined; readonly url?: string | undefined; readonly evidence: readonly string[] }
    | undefined
  /** A message to forward to an admin, ≤ 600 characters, complete with source and a thank-you. */
  readonly adminMessage?: string | undefined
}

/** What a question is about. Always complete: defaults are filled in before asking. */
export interface Question {
  readonly region: Jurisdiction
  readonly account: AskedAccount
  readonly device: Device
  readonly on: CalendarDate
}
