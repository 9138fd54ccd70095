/** A guide as one notice: answer first, then the next step, the limits, the proof, and what can be pressed. */

import type { Block, Notice, RichText } from '../core/notice.ts'
import { plain } from '../core/notice.ts'
import type { Control } from '../core/service.ts'
import { evidenceOf, newest, type PracticeStatus, type ServiceStatus, stepsFor } from '../guides/status.ts'
import { dateInWords } from './dates.ts'
import { deedFor } from './done-words.ts'
import { controlBlocks } from './guide-control.ts'
import { DROP } from './guide-drop.ts'
import type { GuideOptions } from './guide-options.ts'
import { guidePressables } from './guide-pressables.ts'
import {
  bestEvidence,
  checkedWords,
  evidenceDate,
  forYouLine,
  headingWords,
  knownFrom,
  lowerLabel,
  MARKS,
  mainControl,
  narrowingLines,
  needsAdmin,
  noteWords,
  sectionWords,
  sentenceWords,
  usesOf,
} from './guide-words.ts'
import type { Messages } from './messages.ts'

const LIMITS_SHOWN_FIRST = 2
const OTHER_USES_MAX = 3

/** The guide of one service for one reader. */
export function guideNotice(status: ServiceStatus, options: GuideOptions): Notice {
  const { messages, reader } = options
  const { headline } = status
  const control = mainControl(headline)
  const steps = control === undefined ? null : stepsFor(control, reader.question.device)
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: plain(`${MARKS[headline.default]} ${headingWords(status, reader, messages)}`) },
    { kind: 'text', text: sentenceWords(status, headline, reader, messages) },
    ...narrowing(headline, options),
    { kind: 'quiet', text: forYouLine(status, reader, messages, options.shared) },
    ...note(headline),
    ...options.remarks.map((remark): Block => ({ kind: 'quiet', text: plain(remark) })),
    ...doneRemark(headline, options),
    { kind: 'divider' },
    ...nextStep(status, control, options),
    { kind: 'divider' },
    ...limits(status, control, options),
    ...heardOtherwise(status, options),
    { kind: 'divider' },
    ...proof(status, steps?.steps.evidence ?? [], options),
    ...guidePressables(status, control, options),
  ]
  return {
    kind: 'guide',
    locale: messages.locale,
    tone: headline.default,
    blocks: blocks.filter((block, index) => block.kind !== 'divider' || blocks[index + 1]?.kind !== 'divider'),
  }
}

/** "You turned it off on 22 November 2026.": what happened takes the place of the button. */
function doneRemark(practice: PracticeStatus, { done, reader, messages }: GuideOptions): Block[] {
  const deed = deedFor(practice, reader)
  if (deed === null || done === undefined || done === null) return []
  return [{ kind: 'text', text: messages.rich(`done.${deed}`, { date: dateInWords(done, messages) }) }]
}

/** What the rule itself adds: who it leaves out, or what is odd about it. */
function note(practice: PracticeStatus): Block[] {
  const words = noteWords(practice)
  return words === null ? [] : [{ kind: 'quiet', text: plain(words), drop: DROP.note }]
}

function narrowing(practice: PracticeStatus, { reader, messages }: GuideOptions): Block[] {
  const lines = narrowingLines(practice, reader, messages)
  const joined = lines.flatMap((line, index): RichText => (index === 0 ? line : [{ kind: 'text', text: ' ' }, ...line]))
  return joined.length === 0 ? [] : [{ kind: 'text', text: joined }]
}

/** The reader's own way, else the message for their admin, else the way out of another use; and what helps besides. */
function nextStep(status: ServiceStatus, control: Control | undefined, options: GuideOptions): Block[] {
  const { headline } = status
  const own = ownWay(status, control, options)
  const elsewhere = own.length === 0 ? otherWay(status, options) : []
  const settled = headline.default === 'on' || headline.default === 'off'
  return [...own, ...elsewhere, ...(settled && control !== undefined ? [] : alternatives(status, options))]
}

function ownWay({ headline, service }: ServiceStatus, control: Control | undefined, options: GuideOptions): Block[] {
  const { messages, reader } = options
  if (headline.default === 'never' || control === undefined || control.kind === 'none') return []
  if (!needsAdmin(control) || reader.admin) {
    return [
      { kind: 'heading', level: 2, text: plain(sectionWords(control, headline, reader, messages)) },
      ...controlBlocks(control, options),
    ]
  }
  if (headline.default === 'off') return []
  return [
    { kind: 'heading', level: 2, text: plain(messages.text('section.askadmin')) },
    ...(service.adminMessage === undefined
      ? controlBlocks(control, options)
      : [{ kind: 'quote', text: plain(service.adminMessage) } satisfies Block]),
  ]
}

/** Where the use people mean has nothing to turn off, the first other use that has: "Turn it off: Sharing with partners", and how. */
function otherWay(status: ServiceStatus, options: GuideOptions): Block[] {
  const found = otherWayOf(status, options)
  if (found === undefined) return []
  const { practice, control } = found
  const { messages, reader } = options
  const section = sectionWords(control, practice, reader, messages)
  const heading = messages.text('section.other', { section, title: practice.practice.title })
  return [{ kind: 'heading', level: 2, text: plain(heading) }, ...controlBlocks(control, options)]
}

function otherWayOf({ headline, practices }: ServiceStatus, { reader }: GuideOptions) {
  const first = headline.default === 'never' ? undefined : mainControl(headline)
  if (first !== undefined && first.kind !== 'none') return undefined
  for (const practice of practices.slice(1)) {
    const control = mainControl(practice)
    if (practice.default !== 'on' && practice.default !== 'always') continue
    if (control !== undefined && control.kind !== 'none' && (reader.admin || !needsAdmin(control))) return { practice, control }
  }
  return undefined
}

function alternatives(status: ServiceStatus, { messages }: GuideOptions): Block[] {
  const items = status.alternatives.map((alternative): RichText => withLink(alternative.text, alternative.link))
  if (items.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: plain(messages.text(besidesKey(status))) },
    { kind: 'list', ordered: false, items, ...(status.headline.default === 'never' ? { drop: DROP.besides } : {}) },
  ]
}

/** Nothing to turn off leaves nothing to do "instead" of it. */
const besidesKey = ({ headline }: ServiceStatus) =>
  headline.default === 'never' || headline.default === 'off' ? 'section.besides' : 'section.instead'

const withLink = (text: string, link: { readonly label: string; readonly url: string } | undefined): RichText =>
  link === undefined
    ? plain(text)
    : [
        { kind: 'text', text: `${text} ` },
        { kind: 'link', text: link.label, url: link.url },
      ]

function limits(status: ServiceStatus, control: Control | undefined, options: GuideOptions): Block[] {
  const { messages } = options
  const caveats = status.headline.caveats.map((caveat) => withLink(caveat.text, caveat.link))
  const others = status.practices.slice(1).filter((practice) => practice.default !== 'never')
  const told = otherWayOf(status, options)?.practice
  const otherLines = others.slice(0, OTHER_USES_MAX).map((practice) => otherUse(practice, practice === told, control, messages))
  if (others.length > OTHER_USES_MAX) otherLines.push(plain(messages.text('other.more', { count: others.length - OTHER_USES_MAX })))
  const blocks: Block[] = []
  if (caveats.length > 0) {
    const first = caveats.slice(0, LIMITS_SHOWN_FIRST)
    const list = (items: readonly RichText[]): Block => ({ kind: 'list', ordered: false, items })
    blocks.push({ kind: 'heading', level: 2, text: plain(messages.text('section.limits')) })
    blocks.push(caveats.length > first.length ? { ...list(caveats), drop: DROP.laterLimits, shorter: list(first) } : list(caveats))
  }
  if (otherLines.length > 0) {
    if (blocks.length === 0) blocks.push({ kind: 'heading', level: 2, text: plain(messages.text('section.otheruses')) })
    const more: Block = { kind: 'list', ordered: false, items: [plain(messages.text('other.more', { count: others.length }))] }
    blocks.push({ kind: 'list', ordered: false, items: otherLines, drop: DROP.otherUses, shorter: more })
  }
  return blocks
}

/** Its answer and how to change it, unless the steps are `told` already. "**Other AI at LinkedIn**: always used. You can object with a form." */
function otherUse(practice: PracticeStatus, told: boolean, main: Control | undefined, messages: Messages): RichText {
  const line = messages.rich('other.line', { title: practice.practice.title, label: lowerLabel(practice.default, messages) })
  const control = mainControl(practice)
  if (told || practice.default === 'off' || practice.default === 'unknown') return line
  const space = { kind: 'text' as const, text: ' ' }
  if (control === undefined || control.kind === 'none') return [...line, space, ...messages.rich('control.also.none')]
  const url = control.link?.url
  if (main !== undefined && control.kind === main.kind && url !== undefined && url === main.link?.url) {
    return [...line, space, ...messages.rich(control.kind === 'form' ? 'control.also.same.form' : 'control.also.same')]
  }
  const key = needsAdmin(control)
    ? 'control.also.admin'
    : control.kind === 'toggle' && url === undefined
      ? 'control.also.toggle.nolink'
      : (`control.also.${control.kind}` as const)
  return [...line, space, ...messages.rich(key, { uses: usesOf(practice) }, url)]
}

function heardOtherwise(status: ServiceStatus, { messages }: GuideOptions): Block[] {
  const [myth] = status.service.myths
  if (myth === undefined) return []
  return [
    {
      kind: 'text',
      text: messages.rich('heard.line', { claim: myth.claim, truth: myth.truth }),
      ...(status.headline.default === 'never' ? {} : { drop: DROP.heard }),
    },
  ]
}

function proof(status: ServiceStatus, stepEvidence: readonly string[], { messages }: GuideOptions): Block[] {
  const evidence = bestEvidence(status.headline)
  const confirmed = newest(evidenceOf(status.service, stepEvidence))
  const checked = checkedWords(status, confirmed, messages)
  if (evidence === undefined) return [{ kind: 'quiet', text: messages.rich('proof.none') }]
  const values = { title: evidence.title, date: evidenceDate(evidence, messages) }
  const source =
    evidence.url === undefined ? messages.rich('proof.source.unlinked', values) : messages.rich('proof.source', values, evidence.url)
  const blocks: Block[] = []
  if (evidence.quote !== undefined)
    blocks.push({ kind: 'quiet', text: messages.rich('proof.quote', { quote: evidence.quote }), drop: DROP.quote })
  const known = knownFrom(status.headline, messages)
  blocks.push({ kind: 'quiet', text: [...source, { kind: 'text', text: ` · ${known === null ? checked : `${known} ${checked}`}` }] })
  return blocks
}
