/** What can be pressed under a guide. Nothing that would do nothing is shown. */

import type { Block, Button, Option } from '../core/notice.ts'
import { ACCOUNTS, type AskedAccount, type Control, DEVICES } from '../core/service.ts'
import { type ServiceStatus, statusOf } from '../guides/status.ts'
import { deedFor } from './done-words.ts'
import type { GuideOptions } from './guide-options.ts'
import { mainControl, needsAdmin } from './guide-words.ts'
import { letterButton } from './letter-notice.ts'

/** Buttons and the "Not your case?" list; under a shared guide only what answers each reader privately. */
export function guidePressables(status: ServiceStatus, control: Control | undefined, options: GuideOptions): Block[] {
  if (options.shared) return [{ kind: 'buttons', buttons: sharedButtons(status, options) }]
  const { messages } = options
  return [
    {
      kind: 'buttons',
      buttons: [...deedButton(status, options), ...adminButtons(status, control, options), ...standingButtons(status, options)],
    },
    {
      kind: 'select',
      name: 'case',
      placeholder: messages.text('select.notyourcase'),
      options: caseOptions(status, control, options),
    },
  ]
}

function sharedButtons({ service: { slug, name } }: ServiceStatus, { messages }: GuideOptions): Button[] {
  return [
    { kind: 'action', label: messages.text('button.mycase'), action: { do: 'guide', slug }, style: 'main' },
    { kind: 'action', label: messages.text('button.follow', { name }), action: { do: 'follow', slug } },
  ]
}

/** "I turned it off", or its undoing. */
function deedButton({ headline }: ServiceStatus, { messages, reader, asked, done }: GuideOptions): Button[] {
  const deed = deedFor(headline, reader)
  if (deed === null) return []
  if (done !== undefined && done !== null)
    return [{ kind: 'action', label: messages.text('button.undo'), action: { do: 'undo-done', ...asked } }]
  return [{ kind: 'action', label: messages.text(`button.done.${deed}`), action: { do: 'done', ...asked }, style: 'done' }]
}

/** The message to forward, and the other side's view. */
function adminButtons(
  { service, headline }: ServiceStatus,
  control: Control | undefined,
  { messages, reader, asked }: GuideOptions,
): Button[] {
  if (!needsAdmin(control)) return []
  const buttons: Button[] = []
  if (headline.default === 'on' && !reader.admin && service.adminMessage !== undefined) {
    buttons.push({
      kind: 'action',
      label: messages.text('button.copy'),
      action: { do: 'admin-message', slug: service.slug },
      style: 'main',
    })
  }
  const admin = reader.admin ? undefined : true
  buttons.push({
    kind: 'action',
    label: messages.text(reader.admin ? 'button.member' : 'button.admin'),
    action: { do: 'guide', ...asked, admin, chose: 'admin' },
  })
  return buttons
}

/** Remind, the letter, follow, share, and the page. */
function standingButtons(status: ServiceStatus, { messages, reader, asked, followed, publicUrl }: GuideOptions): Button[] {
  const { service, question, headline } = status
  const { slug, name } = service
  const { region, account, device } = question
  const buttons: Button[] = []
  if (headline.default === 'on' || headline.default === 'always' || headline.default === 'unknown') {
    buttons.push({ kind: 'action', label: messages.text('button.remind'), action: { do: 'remind', slug } })
  }
  // A letter is about somebody's own data; an organisation's admin has contracts for that.
  if (!reader.admin) buttons.push(...letterButton(status, asked, messages))
  buttons.push(
    followed
      ? { kind: 'action', label: messages.text('button.unfollow'), action: { do: 'unfollow', ...asked, redraw: true } }
      : { kind: 'action', label: messages.text('button.follow', { name }), action: { do: 'follow', ...asked, redraw: true } },
    { kind: 'action', label: messages.text('button.share'), action: { do: 'share', slug, region, account, device, on: asked.on } },
  )
  if (publicUrl !== null) buttons.push({ kind: 'link', label: messages.text('button.more'), url: guideUrl(publicUrl, status) })
  return buttons
}

/** The page of this guide for this case. */
export function guideUrl(publicUrl: string, { service, question }: ServiceStatus): string {
  return `${publicUrl}/s/${service.slug}?${new URLSearchParams({ region: question.region, account: question.account, device: question.device })}`
}

/** Only what would change the answer: other devices with steps, other accounts whose default or control differs, another region. */
function caseOptions(status: ServiceStatus, control: Control | undefined, { messages, asked }: GuideOptions): Option[] {
  const { service, question } = status
  const devices = DEVICES.filter((device) => device !== question.device && control?.steps[device] !== undefined)
  const accounts = (['personal', ...ACCOUNTS] as const).filter(
    (account) => account !== question.account && !isSaid(account, status) && differs(status, statusOf(service, { ...question, account })),
  )
  return [
    ...devices.map(
      (device): Option => ({
        label: messages.text(`select.device.${device}`),
        action: { do: 'guide', ...asked, device, chose: 'device' },
      }),
    ),
    ...accounts.map(
      (account): Option => ({
        label: messages.text(`select.account.${account}`),
        action: { do: 'guide', ...asked, account, chose: 'account' },
      }),
    ),
    { label: messages.text('select.region.other'), action: { do: 'choose-region', ...asked } },
  ]
}

/** A personal account is answered as a free one, and as a paid one too unless they differ. */
function isSaid(account: AskedAccount, { question, headline }: ServiceStatus): boolean {
  return question.account === 'personal' && (account === 'free' || (account === 'paid' && headline.onPaid === null))
}

function differs(a: ServiceStatus, b: ServiceStatus): boolean {
  return a.practices.some((practice, index) => {
    const other = b.practices[index]
    if (other === undefined || practice.default !== other.default) return true
    return practice.byPlan.length !== other.byPlan.length || mainControl(practice)?.id !== mainControl(other)?.id
  })
}
