/** What can be said about one sentence where it stands, as names that are true of it. What they are worth is learnt elsewhere. */

import type { PolicyDocument } from '../../core/detection.ts'
import { type Mention, mentionsIn } from './actor.ts'
import * as wording from './wording.ts'

/** A sentence with what is around it, as plain words. */
export interface Claim {
  readonly text: string
  readonly heading: string
  readonly lead: string
  readonly tail: string
}

const SINGLE = {
  ai: wording.AI_WORD,
  train: wording.TRAIN_WORD,
  people: wording.PEOPLE_TRAINING,
  trainModel: wording.TRAIN_MODEL,
  trainTools: wording.TRAIN_TOOLS,
  trainPurpose: wording.TRAIN_PURPOSE,
  developAi: wording.DEVELOP_AI,
  developModel: wording.DEVELOP_MODEL,
  developFeature: wording.DEVELOP_FEATURE,
  ourModel: wording.OUR_MODEL,
  optOutOfUse: wording.OPT_OUT_OF_USE,
  aiPurpose: wording.AI_PURPOSE,
  useAi: wording.USE_AI,
  aiToImprove: wording.AI_TO_IMPROVE,
  data: wording.USER_DATA,
  weMay: wording.WE_MAY,
  licence: wording.LICENCE,
  share: wording.SHARE,
  weNot: wording.WE_NOT,
  not: wording.ANY_NOT,
  youNot: wording.YOU_MAY_NOT,
  yourSubject: wording.YOUR_SUBJECT,
  banObject: wording.BAN_OBJECT,
  withoutLeave: wording.WITHOUT_LEAVE,
  control: wording.CONTROL,
  outputTerms: wording.OUTPUT_TERMS,
  moderation: wording.MODERATION,
  feature: wording.FEATURE,
  aiMade: wording.AI_MADE,
  customerModel: wording.CUSTOMER_MODEL,
  suppliedModel: wording.SUPPLIED_MODEL,
  public: wording.PUBLIC,
  thirdParty: wording.THIRD_PARTY,
  feedback: wording.FEEDBACK,
  region: wording.REGION,
  minors: wording.MINORS,
  legalBasis: wording.LEGAL_BASIS,
  research: wording.RESEARCH,
  improveService: wording.IMPROVE_SERVICE,
  technology: wording.TECHNOLOGY,
  adModel: wording.AD_MODEL,
} as const satisfies Readonly<Record<string, RegExp>>

type Word = keyof typeof SINGLE

/** The words a text has. */
export type Words = ReadonlySet<Word>

/** Which of the wordings are in `text`. */
export function wordsIn(text: string): Words {
  const found = new Set<Word>()
  for (const name of Object.keys(SINGLE) as Word[]) if (SINGLE[name].test(text)) found.add(name)
  return found
}

/** Where "not" denies nothing: which data, not whether. */
const NO_DENIAL =
  /\b(?:that|which) (?:is|are|do|does) not (?:personal(?: (?:data|information))?|(?:contain|include|constitute) (?:any )?(?:personal )?(?:data|information)?|(?:directly )?identif\w*(?: you)?)|,? (?:including )?but not limited to|\bwhether or not\b|\bnot only\b|,? if not\b|\bnot (?:directly )?identif\w+/gi

/** The service speaks of itself by name; `§we` stands for it, so that no name is learnt. */
export function selfNamed(text: string, { service }: PolicyDocument): string {
  let masked = text
  for (const name of namesOf(service)) masked = masked.replace(name, '§we')
  return /\bnot\b/i.test(masked) ? masked.replace(NO_DENIAL, ' ') : masked
}

const COMMON = new Set(
  'the app store daily stack social media cloud open free home mail news star music video web photo chat life world time'.split(' '),
)
let lastService = ''
let lastNames: readonly RegExp[] = []

function namesOf(service: string): readonly RegExp[] {
  if (service === lastService) return lastNames
  const words = service.split(/[^\p{L}\p{N}.]+/u).filter((word) => word.length > 1)
  const names = new Set([service, service.replace(/\.(?:com|org|net|edu|io|ai)$/i, '')])
  const [first] = words
  if (first !== undefined && first.length > 3 && !COMMON.has(first.toLowerCase())) names.add(first)
  if (words.length > 2) names.add(words.map((word) => word[0]).join(''))
  lastService = service
  lastNames = [...names]
    .filter((name) => name.length > 1)
    .sort((a, b) => b.length - a.length)
    .map((name) => new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[^\p{L}\p{N}]+/gu, '\\W+')}(?![\\p{L}\\p{N}])`, 'giu'))
  return lastNames
}

/** True when a sentence says that something is trained or developed, or refuses it; the gate for everything else. */
function isCore(words: Words): boolean {
  if (words.has('trainModel') || words.has('trainTools') || words.has('developAi')) return true
  if (words.has('aiPurpose') || words.has('optOutOfUse')) return true
  if (words.has('train') && (words.has('trainPurpose') || words.has('data'))) return !words.has('people')
  return words.has('ai') && (words.has('control') || words.has('improveService'))
}

/** A service that writes of "Canvas Content" means what people put there. */
function wordsOf(masked: string): Words {
  const words = wordsIn(masked)
  return !words.has('data') && wording.NAMED_CONTENT.test(masked) ? new Set([...words, 'data' as const]) : words
}

const CORE = [
  'trainModel',
  'developAi',
  'trainTools',
  'optOutOfUse',
  'aiPurpose',
  'train',
  'trainPurpose',
  'data',
  'people',
  'ai',
  'control',
  'improveService',
] as const

/** {@link isCore} of a text, without a look for all the other words. */
export const saysCore = (masked: string): boolean => isCore(new Set(CORE.filter((name) => SINGLE[name].test(masked))))

/** The names true of a claim where it stands. */
export function featuresOf(claim: Claim, document: PolicyDocument): ReadonlySet<string> {
  const masked = selfNamed(claim.text, document)
  const own = wordsOf(masked)
  const tail = claim.tail === '' ? NONE : wordsIn(selfNamed(claim.tail, document))
  const found = new Set<string>(own)
  const core = isCore(own)
  const tailCore = (tail.has('developAi') || tail.has('trainModel')) && tail.has('data')
  if (core) found.add('core')
  if (STRONG.some((word) => own.has(word))) found.add('strong')
  if (tailCore) found.add('tailCore')
  return core || tailCore ? new Set([...found, ...namesInPlace(claim, masked, own, document)]) : found
}

const STRONG = ['trainModel', 'trainTools', 'developAi'] as const

/** What a claim says by where it stands: who acts, under which heading, after which words. */
function* namesInPlace(claim: Claim, masked: string, own: Words, document: PolicyDocument): Generator<string> {
  const leadText = selfNamed(claim.lead, document)
  const lead = wordsIn(leadText)
  for (const mention of mentionsIn(masked, leadText)) yield* namesOfMention(mention, masked, leadText)
  for (const [name, holds] of TOGETHER) if (holds(own, lead)) yield name
  for (const [name, wordings] of STANDING) if (wordings.test(claim.heading)) yield name
  for (const [name, wordings] of OPENING) if (wordings.test(claim.text)) yield name
  if (PURPOSE.test(claim.text) && own.has('ourModel') && (lead.has('weMay') || lead.has('data'))) yield 'purposeOurModel'
  yield claim.text.length < 60 ? 'short' : claim.text.length > 500 ? 'long' : 'middling'
  yield `in:${documentKind(document)}`
}

const PURPOSE = /^(?:to |for |the )?(?:train|develop|improv|enhanc|fine)/i

/** Who trains, and on what: words near the mention count, not those at the other end of a long sentence. */
function* namesOfMention({ actor, denied, at, fromLead }: Mention, text: string, lead: string): Generator<string> {
  const name = `${actor}${denied ? ':not' : ''}`
  const near = `${fromLead ? lead : ''} ${text.slice(Math.max(0, at - 220), at + 160)}`
  const onData = wording.USER_DATA.test(near) || wording.NAMED_CONTENT.test(near)
  yield `actor:${name}`
  yield onData ? `actor:${name}+data` : `actor:${name}-data`
  if (wording.BAN_OBJECT.test(near)) yield `actor:${name}+banObject`
}

/** What a claim and its lead-in say together, where one wording alone would mislead. */
const TOGETHER: readonly (readonly [name: string, holds: (own: Words, lead: Words) => boolean])[] = [
  ...(
    [
      'data',
      'weMay',
      'weNot',
      'youNot',
      'banObject',
      'control',
      'people',
      'customerModel',
      'suppliedModel',
      'licence',
      'withoutLeave',
      'yourSubject',
      'outputTerms',
      'aiMade',
      'moderation',
      'public',
    ] as const
  ).map((word) => [`core+${word}`, (own: Words) => own.has(word)] as const),
  ['core+data+weMay', (own) => own.has('data') && own.has('weMay') && !own.has('youNot')],
  ['core+youNot+banObject', (own) => own.has('youNot') && own.has('banObject')],
  ['core+youNot-weMay', (own) => own.has('youNot') && !own.has('weMay')],
  ['core+legalBasis', (own) => own.has('legalBasis')],
  ['core+ourModel', (own) => own.has('ourModel') && !own.has('youNot')],
  ['core-bare', (own) => !own.has('youNot') && !own.has('data') && !own.has('weMay')],
  ['lead:youNot', (_, lead) => lead.has('youNot')],
  ['lead:youNot-weMay', (own, lead) => lead.has('youNot') && !own.has('weMay')],
  ['lead:weMay', (_, lead) => lead.has('weMay')],
  ['lead:data', (_, lead) => lead.has('data')],
  ['lead:ai', (_, lead) => lead.has('ai')],
  ['lead:train', (_, lead) => lead.has('train') && !lead.has('people')],
  ['lead:banObject', (_, lead) => lead.has('banObject')],
]

/** What the heading above says. */
const STANDING: readonly (readonly [name: string, wordings: RegExp])[] = [
  ['heading:ban', wording.BAN_HEADING],
  ['heading:ai', wording.AI_WORD],
  ['heading:output', wording.OUTPUT_TERMS],
  ['heading:purpose', /\buse|purpose|how we|zweck|finalit|proces/i],
]

/** How a claim begins, and names in it that the service gives to people's content. */
const OPENING: readonly (readonly [name: string, wordings: RegExp])[] = [
  ['core+namedContent', wording.NAMED_CONTENT],
  ['opensWithPurpose', PURPOSE],
  ['opensWithDeed', /^(?:use|using|us|develop|building|train|access|copy|scrap|create|collect)\w*\b/i],
]

const NONE: Words = new Set()

/** The kind of a document by its name: a ban belongs in guidelines, a use of data in a privacy policy. */
function documentKind({ document }: PolicyDocument): string {
  if (/privacy|datenschutz|confidentialit|cookie|data/i.test(document)) return 'privacy'
  if (/guideline|acceptable|community|conduct|rules|ranking|review|brand|copyright/i.test(document)) return 'rules'
  if (/developer|seller|business|commercial|api|partner|advertis/i.test(document)) return 'trade'
  return 'terms'
}
