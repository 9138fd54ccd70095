/** The practice chat over a fake front desk, with everything around it in the test's hands. */

import { createLocalBot, type LocalBot, type Shown } from '../../../src/bots/local/index.ts'
import type { ClaimedDelivery } from '../../../src/core/delivery.ts'
import { createMovableClock, type MovableClock } from '../../../src/core/movable-clock.ts'
import type { CalendarDate } from '../../../src/core/service.ts'
import { createFakeFrontDesk, type FakeFrontDesk, noticeSaying } from '../../fakes/front-desk.ts'

/** Friday 14 August 2026, 8:58 in Berlin. */
export const START = Date.parse('2026-08-14T06:58:00Z')

export interface APractice {
  readonly bot: LocalBot
  readonly desk: FakeFrontDesk
  readonly clock: MovableClock
  /** Instants at which something falls due; each is taken off when it is settled. */
  readonly due: number[]
  /** The clock's time at each settling. */
  readonly settled: number[]
  /** How often the store was emptied. */
  readonly wiped: () => number
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  /** Posts and reads the news. */
  act(path: string, body: unknown): Promise<View>
}

/** What the page is told, as far as tests look at it. */
export interface View {
  readonly revision: number
  readonly now: number
  readonly nextDueAt: number | null
  readonly messageIds: readonly string[]
  readonly messages: readonly {
    readonly id: string
    readonly pane: string
    readonly typed: string | null
    readonly private: boolean
    readonly edited: boolean
    readonly discord: unknown
  }[]
  readonly sent: readonly { readonly kind: string; readonly key: string | null; readonly to: string; readonly messageId: string }[]
  readonly form: { readonly id: string } | null
  readonly person: { readonly manages: boolean }
}

/** Payloads that name what they stand for, so that tests can read them. */
function named(shown: Shown): unknown {
  if (shown.kind === 'form') return { form: shown.form.title }
  const notice = shown.kind === 'delivery' ? shown.delivery.notice : shown.reply.notice
  const [first] = notice.blocks
  return first?.kind === 'heading' ? first.text.map(({ text }) => text).join('') : null
}

export async function aPractice(
  overrides: { readonly hosts?: readonly string[]; readonly preview?: (shown: Shown) => unknown; readonly stuck?: boolean } = {},
): Promise<APractice> {
  const clock = createMovableClock({ now: () => 0 })
  clock.moveTo(START)
  const desk = createFakeFrontDesk()
  const due: number[] = []
  const settled: number[] = []
  let wiped = 0
  const nothing = () => {}
  const bot = createLocalBot({
    frontDesk: desk,
    clock,
    previews: { discord: overrides.preview ?? named, slack: named },
    nextDueAt: async () => due[0] ?? null,
    settleAll: async () => {
      settled.push(clock.now())
      // A retry that waits, or a lease somebody holds: owed, and not to be settled now.
      if (overrides.stuck === true) return
      while (due[0] !== undefined && due[0] <= clock.now()) due.shift()
    },
    startOver: async () => {
      wiped += 1
    },
    zone: 'Europe/Berlin',
    locale: 'en',
    locales: ['en', 'de'],
    hosts: overrides.hosts ?? [],
    site: { stylesheet: '/assets/site.css', icon: '/assets/icon.svg' },
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  })
  await bot.start()
  const get = async (path: string, headers: Record<string, string> = {}) => bot.routes.request(path, { headers })
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    bot.routes.request(path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) })
  return {
    bot,
    desk,
    clock,
    due,
    settled,
    get,
    post,
    wiped: () => wiped,
    act: async (path, body) => (await (await post(path, body)).json()) as View,
  }
}

/** A claimed digest for the practice channel. */
export function aDelivery(overrides: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  return {
    id: 1,
    key: 'digest/1/2026-08-14',
    class: 'digest',
    destination: { kind: 'channel', chatPlatform: 'local', installationId: 'practice', channelId: 'privacy' },
    notice: noticeSaying('1 change to AI training'),
    dueAt: START,
    attempt: 1,
    unsettledSince: null,
    ...overrides,
  } as ClaimedDelivery
}

export const day = (on: CalendarDate, time: string) => Date.parse(`${on}T${time}:00+02:00`)
