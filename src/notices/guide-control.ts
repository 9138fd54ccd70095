/** One way out as blocks: the link, the steps, and what they need. The part people follow with a finger. */

import type { Block, RichText } from '../core/notice.ts'
import { plain } from '../core/notice.ts'
import type { Control } from '../core/service.ts'
import { stepsFor } from '../guides/status.ts'
import { goodToKnow, mustKnow } from './control-facts.ts'
import { DROP } from './guide-drop.ts'
import type { GuideOptions } from './guide-options.ts'
import { linkReplacesWay, stepWords } from './step-words.ts'

const STEPS_SHOWN_FIRST = 6

/** The link button, the steps for the reader's device, and the facts. */
export function controlBlocks(control: Control, options: GuideOptions): Block[] {
  const { messages, surface, reader } = options
  const found = stepsFor(control, reader.question.device)
  const device = found?.device ?? reader.question.device
  const link = control.link?.devices?.includes(device) === false ? undefined : control.link
  const replaced = found !== null && link !== undefined && linkReplacesWay(link, found.steps)
  const blocks: Block[] = []
  if (link !== undefined && surface !== 'text') {
    blocks.push({ kind: 'buttons', buttons: [{ kind: 'link', label: messages.text(linkLabel(control)), url: link.url, main: true }] })
  }
  if (found !== null) blocks.push(...stepBlocks(control, found, replaced, options))
  else if (link === undefined) blocks.push({ kind: 'text', text: plain(messages.text('steps.none')) })
  if (link !== undefined && surface === 'text' && !replaced) {
    const label = link.lands ?? messages.text('step.open.page')
    blocks.push({ kind: 'text', text: messages.rich(found === null ? 'step.open.address' : 'step.or.address', { label }, link.url) })
  }
  return [...blocks, ...factBlocks(control, options)]
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

/** One small line; without room only what somebody must know stays. */
function factBlocks(control: Control, { messages }: GuideOptions): Block[] {
  const must = mustKnow(control, messages).join(' ')
  const good = goodToKnow(control, messages).join(' ')
  const quiet = (text: string): Block => ({ kind: 'quiet', text: plain(text) })
  if (good === '') return must === '' ? [] : [quiet(must)]
  const all = { ...quiet(must === '' ? good : `${must} ${good}`), drop: DROP.facts }
  return must === '' ? [all] : [{ ...all, shorter: quiet(must) }]
}
