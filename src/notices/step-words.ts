/** Typed steps in words. One list of steps yields the text in every language; labels stay exactly as on the service's screen. */

import type { RichText, Span } from '../core/notice.ts'
import type { Control, DeviceSteps, Step } from '../core/service.ts'
import type { Messages } from './messages.ts'

export interface StepWords {
  /** Numbered steps; with a link button the way to the setting is one step. */
  readonly items: readonly RichText[]
  /** "Me › Settings & Privacy › Data privacy": the way on foot, when the button replaces it. */
  readonly byHand: string | null
}

/**
 * True when the link opens the very place the first steps lead to, so that those can be left out: it `lands` on the last label of the way, or
 * the way is only its address. A link that lands elsewhere, or nobody knows where, is one more way and replaces nothing.
 */
export function linkReplacesWay(link: NonNullable<Control['link']>, device: DeviceSteps): boolean {
  const way = device.steps.slice(0, wayLength(device))
  const last = way.at(-1)
  if (last === undefined) return true
  if (last.kind === 'open' && last.target === link.url) return true
  const label = last.kind === 'choose' ? last.path.at(-1) : last.kind === 'open' ? (last.label ?? last.target) : undefined
  return label !== undefined && link.lands !== undefined && sameLabel(label, link.lands)
}

/** How many steps lead to the place where something is done. */
function wayLength({ steps }: DeviceSteps): number {
  const deed = steps.findIndex((step) => step.kind !== 'open' && step.kind !== 'choose')
  return deed === -1 ? steps.length : deed
}

const sameLabel = (one: string, other: string) => plainLabel(one) === plainLabel(other)
const plainLabel = (label: string) => label.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * The steps of a control as people read them. `button`: one that opens the setting stands above them; `address`: the first step carries the
 * link; both leave out the way, which the caller has asked {@link linkReplacesWay} about. `none`: the way goes through the menus.
 */
export function stepWords(control: Control, device: DeviceSteps, link: 'button' | 'address' | 'none', messages: Messages): StepWords {
  const withLink = link !== 'none'
  const skip = withLink ? wayLength(device) : 0
  const path = device.steps.slice(0, skip).flatMap((step) => (step.kind === 'choose' ? step.path : []))
  const items: RichText[] = []
  if (withLink) {
    const lands = control.link?.lands
    if (link === 'address')
      items.push(messages.rich('step.open.address', { label: lands ?? messages.text('step.open.page') }, control.link?.url))
    else items.push(lands === undefined ? messages.rich('step.openbutton.plain') : messages.rich('step.openbutton', { lands }))
  }
  for (const [index, step] of device.steps.slice(skip).entries()) items.push(oneStep(step, !withLink && index === 0, messages))
  return { items, byHand: withLink && path.length > 0 ? path.join(' › ') : null }
}

function oneStep(step: Step, first: boolean, messages: Messages): RichText {
  switch (step.kind) {
    case 'open':
      return /^https:\/\//.test(step.target)
        ? messages.rich('step.open.link', { label: step.label ?? new URL(step.target).hostname }, step.target)
        : messages.rich('step.open.app', { label: step.label ?? step.target })
    case 'choose':
      return fill(messages.rich(first ? 'step.choose.first' : 'step.choose', { path: '\u0000' }), pathWords(step.path, messages))
    case 'toggle':
      return messages.rich(`step.toggle.${step.to}`, { label: step.label })
    case 'fill':
      return step.hint === undefined
        ? messages.rich('step.fill', { label: step.label })
        : messages.rich('step.fill.hint', { label: step.label, hint: step.hint })
    case 'submit':
      return messages.rich('step.submit', { label: step.label })
    case 'send':
      return step.subject === undefined
        ? messages.rich('step.send', { to: step.to })
        : messages.rich('step.send.subject', { to: step.to, subject: step.subject })
    case 'note':
      return [{ kind: 'text', text: step.text }]
  }
}

function pathWords(path: readonly string[], messages: Messages): RichText {
  return path.flatMap((label, index): Span[] => [
    ...(index === 0 ? [] : [{ kind: 'text' as const, text: messages.text('step.then') }]),
    { kind: 'text', text: label, strong: true },
  ])
}

/** Puts spans where the message has its NUL mark; ICU values can only be words. */
function fill(text: RichText, inner: RichText): RichText {
  return text.flatMap((span): RichText => {
    if (span.kind !== 'text' || !span.text.includes('\u0000')) return [span]
    const [before = '', after = ''] = span.text.split('\u0000')
    return [{ kind: 'text', text: before }, ...inner, { kind: 'text', text: after }]
  })
}
