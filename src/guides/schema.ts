/** The schema of a guide file: strict on our own content, so a misspelt key fails instead of vanishing. */

import { z } from 'zod'
import { isCalendarDate, isPartialDate } from '../core/calendar-date.ts'
import { isJurisdiction } from '../core/jurisdiction.ts'
import { ACCOUNTS, CATEGORIES, CONTROL_KINDS, DEFAULTS, DEVICES, EVENT_KINDS, EVIDENCE_KINDS, type Service } from '../core/service.ts'

const Text = z.string().trim().min(1)
const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens')
  .max(40)
const Day = z.string().refine(isCalendarDate, 'use a real day as YYYY-MM-DD').meta({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Partial = z
  .string()
  .refine(isPartialDate, 'use YYYY, YYYY-MM or YYYY-MM-DD, as exact as the source')
  .meta({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' })
const Place = z
  .string()
  .refine(isJurisdiction, 'use an ISO 3166 code such as DE or US-CA, or eu, eea, world')
  .describe('ISO 3166-1 (DE), ISO 3166-2 (US-CA), or eu, eea, world. The United Kingdom is GB.')
const Places = z.array(Place).min(1)
const EvidenceIds = z.array(Slug).describe('Ids of entries under `evidence`.')
const HttpsUrl = z.url({ protocol: /^https$/, hostname: z.regexes.domain })
const Link = z.strictObject({ label: Text.max(60), url: HttpsUrl })

const Evidence = z.strictObject({
  id: Slug,
  url: HttpsUrl.optional().describe('Where anyone can read it.'),
  unlinked: Text.optional().describe('Only without a url: why there is none.'),
  title: Text.max(120).describe('How we name it to people: "LinkedIn privacy policy for Europe".'),
  publisher: Text.max(80),
  kind: z.enum(EVIDENCE_KINDS).describe('policy, help and statement are the service’s own words.'),
  dated: Partial.optional().describe('The date the text itself carries: in force from, or published.'),
  copied: Partial.optional().describe('The day the copy behind the quote was taken.'),
  edition: z
    .strictObject({ jurisdictions: Places, language: z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/) })
    .describe('Which edition was read. No rule may be wider than its evidence.'),
  quote: Text.max(700).optional().describe('Verbatim, holding the decisive words.'),
  credit: z.literal('open-terms-archive').optional(),
  supports: Text.describe('What this text proves here.'),
})

const Rule = z.strictObject({
  default: z.enum(DEFAULTS).describe('What happens to someone who does nothing.'),
  jurisdictions: Places,
  accounts: z.array(z.enum(ACCOUNTS)).min(1).optional().describe('Absent: every account.'),
  plans: z.array(Text).min(1).optional(),
  since: Day.optional().describe('First day it holds.'),
  sinceBefore: Day.optional().describe('Instead of since: seen in force by this day, exact first day not known.'),
  until: Day.optional().describe('First day it no longer holds.'),
  announced: Day.optional(),
  uses: Text.optional(),
  note: Text.optional(),
  evidence: EvidenceIds,
})

/** One key names the kind: `choose: [Me, Settings]`, `toggle: Label` with `to: off`. */
const Step = z.union([
  z.strictObject({ open: Text, label: Text.optional() }).transform(({ open, label }) => ({ kind: 'open' as const, target: open, label })),
  z.strictObject({ choose: z.array(Text).min(1) }).transform(({ choose }) => ({ kind: 'choose' as const, path: choose })),
  z
    .strictObject({ toggle: Text, to: z.enum(['on', 'off']) })
    .transform(({ toggle, to }) => ({ kind: 'toggle' as const, label: toggle, to })),
  z.strictObject({ fill: Text, hint: Text.optional() }).transform(({ fill, hint }) => ({ kind: 'fill' as const, label: fill, hint })),
  z.strictObject({ submit: Text }).transform(({ submit }) => ({ kind: 'submit' as const, label: submit })),
  z
    .strictObject({ send: Text, subject: Text.optional(), body: Text.optional() })
    .transform(({ send, subject, body }) => ({ kind: 'send' as const, to: send, subject, body })),
  z.strictObject({ note: Text }).transform(({ note }) => ({ kind: 'note' as const, text: note })),
])

const DeviceSteps = z.strictObject({ steps: z.array(Step).min(1), evidence: EvidenceIds })

const Control = z.strictObject({
  id: Slug,
  kind: z.enum(CONTROL_KINDS),
  who: z.enum(['you', 'admin', 'parent']).default('you'),
  jurisdictions: Places.optional(),
  accounts: z.array(z.enum(ACCOUNTS)).min(1).optional(),
  since: Day.optional(),
  until: Day.optional(),
  link: z
    .strictObject({
      url: HttpsUrl,
      lands: Text.optional().describe('Exact title of what opens.'),
      devices: z.array(z.enum(DEVICES)).min(1).optional(),
    })
    .optional(),
  weighed: z.boolean().optional().describe('true: an objection the service decides on.'),
  covers: Text.max(220).optional().describe('What it stops, as one sentence.'),
  takesEffect: Text.max(220).optional().describe('From when it works, as one sentence.'),
  takes: Text.max(90).optional().describe('How long it takes somebody: "about a minute", "an answer within a month".'),
  needs: z.array(Text).optional(),
  loses: z.array(Text.max(160)).optional().describe('What stops working for whoever uses it, a sentence each.'),
  steps: z.partialRecord(z.enum(DEVICES), DeviceSteps).default({}),
  evidence: EvidenceIds,
})

const Caveat = z.strictObject({
  text: Text.max(220),
  link: Link.optional(),
  jurisdictions: Places.optional(),
  evidence: EvidenceIds.optional(),
})

const Practice = z.strictObject({
  id: Slug,
  title: Text.max(60),
  uses: Text.max(90).describe('Two or three plain nouns that read after "uses": "your profile and posts".'),
  usesForAdmin: Text.max(90).optional().describe('The same for "your organisation’s …": "profile and posts".'),
  thirdParty: Text.optional().describe('Who else trains with it.'),
  data: z.strictObject({ used: z.array(Text).default([]), excluded: z.array(Text).default([]) }).optional(),
  rules: z.array(Rule).min(1),
  controls: z.array(Control).default([]),
  caveats: z.array(Caveat).default([]),
})

const TimelineEvent = z.strictObject({
  on: Partial,
  what: Text.max(220),
  kind: z.enum(EVENT_KINDS),
  jurisdictions: Places,
  evidence: EvidenceIds,
})
const Myth = z.strictObject({ claim: Text.max(220), truth: Text.max(300), evidence: EvidenceIds.min(1) })
const Alternative = z.strictObject({
  text: Text.max(220),
  link: Link.optional(),
  jurisdictions: Places.optional(),
  evidence: EvidenceIds.default([]),
})

/** Who decides on the data, and where an objection to it goes. */
const Controller = z.strictObject({
  name: Text.max(120).describe('The legal name: "LinkedIn Ireland Unlimited Company".'),
  jurisdictions: Places.describe('Whose data it decides on.'),
  address: z.array(Text.max(80)).min(1).optional().describe('Postal address, a line an item.'),
  email: z.email().optional(),
  form: HttpsUrl.optional(),
  evidence: EvidenceIds.min(1),
})

/** What Open Terms Archive's collections call, or called, this service. */
const RecordedAs = z.strictObject({
  service: Text,
  documents: z.array(Text).min(1).optional().describe('Only these documents of it; absent: all.'),
})

/** A whole guide file as written, checked and normalised into a {@link Service}. */
export const GuideFile = z
  .strictObject({
    $schema: z.string().optional(),
    slug: Slug.describe('Permanent; the file is <slug>.yaml.'),
    name: Text.max(40),
    aliases: z.array(Text).default([]).describe('What people type: other names, common misspellings.'),
    products: z.array(Text).default([]).describe('Products people name that this guide answers for.'),
    domains: z
      .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/))
      .min(1)
      .describe('The service’s own domains; links may only go there or to a regulator.'),
    owner: Text,
    category: z.enum(CATEGORIES),
    practices: z.array(Practice).min(1).describe('The first is the one people mean.'),
    alternatives: z.array(Alternative).default([]),
    dataCopy: z.strictObject({ path: z.array(Text).min(1).optional(), url: HttpsUrl.optional(), evidence: EvidenceIds }).optional(),
    adminMessage: Text.max(600).optional(),
    timeline: z.array(TimelineEvent).default([]),
    myths: z.array(Myth).default([]),
    controllers: z.array(Controller).default([]),
    recordedAs: z.array(RecordedAs).default([]),
    conflicts: z.array(Text).default([]),
    evidence: z.array(Evidence).min(1),
  })
  .transform(({ $schema: _, ...service }): Service => service)

/** What is left under the slug of a guide that moved or is no more. */
export const RecordFile = z.union([
  z.strictObject({ slug: Slug, moved: Slug }),
  z.strictObject({ slug: Slug, retired: Day, note: Text.max(220), evidence: z.array(Evidence).min(1) }),
])

/** True for a file that is such a record rather than a guide. */
export const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && ('moved' in value || 'retired' in value)

/** The JSON Schema editors use while a guide file is written. */
export function guideFileJsonSchema(): unknown {
  return z.toJSONSchema(GuideFile, { io: 'input', target: 'draft-7' })
}
