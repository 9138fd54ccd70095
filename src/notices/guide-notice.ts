/** A guide as one notice: answer first, then the next step, the limits, the proof, and what can be pressed. */

import type { Block, Notice, RichText } from '../core/notice.ts'
import { plain } from '../core/notice.ts'
import type { Control } from '../core/service.ts'
import { evidenceOf, newest, type PracticeStatus, type ServiceStatus, stepsFor } from '../guides/status.ts'
import { dateInWords } from './dates.ts'
import { deedFor } from './done-words.ts'
import type { GuideOptions } from './guide-options.ts'
import { guidePressables } from './guide-pressables.ts'
import {
  bestEvidence,
  checkedWords,
  evidenceDate,
  forYouLine,
  headingWords,
  lowerLabel,
  MARKS,
  mainControl,
  narrowingLines,
  needsAdmin,
  type Reader,
  sentenceWords,
} from './guide-words.ts'
import type { Messages } from './messages.ts'
import { stepWords } from './step-words.ts'

/** What leaves first when a chat platform has no room: by-hand path, later limits, other practices, the quote, steps after the sixth. */
const DROP = { byHand: 1, laterLimits: 2, otherUses: 3, heard: 4, quote: 5, laterSteps: 6 } as const
const LIMITS_SHOWN_FIRST = 2
const STEPS_SHOWN_FIRST = 6
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

function narrowing(practice: PracticeStatus, { reader, messages }: GuideOptions): Block[] {
  const lines = narrowingLines(practice, reader, messages)
  const joined = lines.flatMap((line, index): RichText => (index === 0 ? line : [{ kind: 'text', text: ' ' }, ...line]))
  return joined.length === 0 ? [] : [{ kind: 'text', text: joined }]
}

function nextStep(status: ServiceStatus, control: Control | undefined, options: GuideOptions): Block[] {
  const { messages, reader } = options
  const { headline, service } = status
  if (headline.default === 'never') return []
  const blocks: Block[] = []
  if (control !== undefined && control.kind !== 'none') {
    if (needsAdmin(control) && !reader.admin) {
      if (headline.default === 'off') return []
      blocks.push({ kind: 'heading', level: 2, text: plain(messages.text('section.askadmin')) })
      if (service.adminMessage !== undefined) blocks.push({ kind: 'quote', text: plain(service.adminMessage) })
      else blocks.push(...controlBlocks(control, options))
      return blocks
    }
    blocks.push(
      { kind: 'heading', level: 2, text: plain(messages.text(sectionKey(control, headline, reader))) },
      ...controlBlocks(control, options),
    )
  }
  if (headline.default === 'always' || headline.default === 'unknown' || control === undefined)
    blocks.push(...alternatives(status, options))
  return blocks
}

function sectionKey(control: Control, practice: PracticeStatus, reader: Reader) {
  if (practice.default === 'off') return 'section.optin'
  if (control.kind === 'admin' || control.who === 'admin') return reader.admin ? 'section.youadmin' : 'section.askadmin'
  return control.kind === 'none' ? 'section.instead' : (`section.${control.kind}` as const)
}

/** The link button, the steps, and what they need: the part people follow with a finger. */
function controlBlocks(control: Control, options: GuideOptions): Block[] {
  const found = stepsFor(control, options.reader.question.device)
  const device = found?.device ?? options.reader.question.device
  const link = control.link?.devices?.includes(device) === false ? undefined : control.link
  const blocks: Block[] = []
  if (link !== undefined && options.surface !== 'text') {
    const label = options.messages.text(linkLabel(control))
    blocks.push({ kind: 'buttons', buttons: [{ kind: 'link', label, url: link.url, main: true }] })
  }
  if (found !== null) blocks.push(...stepBlocks(control, found, link !== undefined, options))
  else if (link === undefined) blocks.push({ kind: 'text', text: plain(options.messages.text('steps.none')) })
  else if (options.surface === 'text') {
    const label = link.lands ?? options.messages.text('step.open.page')
    blocks.push({ kind: 'text', text: options.messages.rich('step.open.address', { label }, link.url) })
  }
  return [...blocks, ...controlFacts(control, options)]
}

function linkLabel({ kind }: Control) {
  if (kind === 'form') return 'button.form'
  return kind === 'toggle' || kind === 'admin' ? 'button.open' : 'button.page'
}

function stepBlocks(control: Control, found: NonNullable<ReturnType<typeof stepsFor>>, linked: boolean, options: GuideOptions): Block[] {
  const { messages, reader, surface = 'chat' } = options
  const { items, byHand } = stepWords(control, found.steps, linked ? (surface === 'chat' ? 'button' : 'address') : 'none', messages)
  const first = items.slice(0, STEPS_SHOWN_FIRST)
  const list = (shown: readonly RichText[]): Block => ({ kind: 'list', ordered: true, items: shown })
  const more = plain(messages.text('steps.more', { count: items.length - first.length }))
  const blocks: Block[] = [
    items.length > first.length ? { ...list(items), drop: DROP.laterSteps, shorter: list([...first, more]) } : list(items),
  ]
  if (byHand !== null) blocks.push({ kind: 'quiet', text: plain(messages.text('steps.byhand', { path: byHand })), drop: DROP.byHand })
  if (found.device !== reader.question.device) {
    blocks.push({ kind: 'quiet', text: plain(messages.text('steps.otherdevice', { device: messages.text(`device.${found.device}`) })) })
  }
  return blocks
}

function controlFacts(control: Control, { messages }: GuideOptions): Block[] {
  const facts = [
    control.needs === undefined ? '' : messages.text('control.needs', { needs: messages.list(control.needs) }),
    control.takesEffect ?? '',
    control.weighed === true ? messages.text('control.form.weighed') : '',
  ].filter((fact) => fact !== '')
  return facts.length === 0 ? [] : [{ kind: 'quiet', text: plain(facts.join(' ')) }]
}

function alternatives(status: ServiceStatus, { messages }: GuideOptions): Block[] {
  const items = status.alternatives.map((alternative): RichText => withLink(alternative.text, alternative.link))
  if (items.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: plain(messages.text('section.instead')) },
    { kind: 'list', ordered: false, items },
  ]
}

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
  const otherLines = others.slice(0, OTHER_USES_MAX).map((practice) => otherUse(practice, control, messages))
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

/** "**Other AI at LinkedIn**: always used. You can object with a form." */
function otherUse(practice: PracticeStatus, main: Control | undefined, messages: Messages): RichText {
  const line = messages.rich('other.line', { title: practice.practice.title, label: lowerLabel(practice.default, messages) })
  const control = mainControl(practice)
  if (practice.default === 'off' || practice.default === 'unknown') return line
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
  return [...line, space, ...messages.rich(key, {}, url)]
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
  blocks.push({ kind: 'quiet', text: [...source, { kind: 'text', text: ` · ${checked}` }] })
  return blocks
}
