/** A chat platform as one process sees it: the pace it keeps, the network between it and the server, and what it makes of the answers. */

import { createDmOpens } from '../../src/bots/discord/dm-opens.ts'
import { createPace as createDiscordPace } from '../../src/bots/discord/pace.ts'
import { createPace as createSlackPace } from '../../src/bots/slack/pace.ts'
import type { ClaimedDelivery, DeliveryOutcome } from '../../src/core/delivery.ts'
import type { ChatPlatform } from '../../src/core/ports/chat-platform.ts'
import type { Clock } from '../../src/core/ports/clock.ts'
import type { ChatPlatformName } from '../../src/core/subscription.ts'
import type { Chance } from './chance.ts'
import type { ModelServer } from './model-server.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What the network is like. */
export interface Weather {
  /** Of a hundred calls, so many meet a fault. */
  faultsPerHundred(): number
  /** Nothing gets through at all. */
  isOutage(): boolean
}

export interface ModelChatPlatformOptions {
  readonly name: ChatPlatformName
  readonly server: ModelServer
  readonly time: VirtualTime
  /** The process's own clock, which may be wrong. */
  readonly clock: Clock
  readonly chance: Chance
  readonly weather: Weather
  /** Told of each call to send, before anything else. */
  readonly onCall: (delivery: ClaimedDelivery) => void
}

const CLIENT_TIMEOUT_MS = 10_000
/** As in the adapter for Discord. */
const NONCE_TRUSTED_MS = 2 * 60_000
/** A request that was given up on may still arrive, but not later than this. */
const LAG_MAX_MS = 2_500

const FAULTS = [
  'never-left',
  'lost',
  'lost-slowly',
  'busy',
  'accepted-reset',
  'accepted-late',
  'accepted-busy',
  'accepted-lagging',
  'hangs',
] as const

type Trip = (typeof FAULTS)[number] | 'fine'

export function createModelChatPlatform(options: ModelChatPlatformOptions): ChatPlatform {
  const { name, server, time, clock, chance, weather, onCall } = options
  const slackPace = createSlackPace({ now: time.now, wait: time.sleep })
  const discordPace = createDiscordPace(50, { now: time.now, wait: time.sleep })
  const dmOpens = createDmOpens(2)
  const opened = new Set<string>()

  const trip = (): Trip =>
    weather.isOutage()
      ? chance.pick(['never-left', 'lost', 'busy'])
      : chance.happens(weather.faultsPerHundred() / 100)
        ? chance.pick(FAULTS)
        : 'fine'

  /** When it may be sent, or what to say instead. */
  async function turn({ destination, class: kind }: ClaimedDelivery, signal: AbortSignal): Promise<DeliveryOutcome | null> {
    if (name === 'slack') {
      const given = await slackPace.turn({ channel: JSON.stringify(destination), urgent: kind !== 'digest' }, signal)
      if (given.kind === 'go') return null
      return given.everything && given.waitMs > 2_000
        ? { kind: 'wait', retryAfterMs: given.waitMs, everything: true }
        : { kind: 'wait', retryAfterMs: given.waitMs }
    }
    if (destination.kind === 'person' && !opened.has(destination.userId)) {
      const waitMs = dmOpens.waitMs(destination.userId, clock.now())
      if (waitMs > 0) return { kind: 'wait', retryAfterMs: waitMs }
      opened.add(destination.userId)
    }
    await discordPace.turn(signal)
    return null
  }

  function accept(delivery: ClaimedDelivery, calledAt: number): DeliveryOutcome {
    const said = server.post(delivery, calledAt)
    switch (said.kind) {
      case 'accepted':
        return { kind: 'delivered', messageId: `m-${delivery.key}` }
      case 'closed':
        return { kind: 'gone', code: 'closed' }
      case 'limited': {
        if (name === 'discord') return { kind: 'wait', retryAfterMs: Math.ceil(said.waitMs) }
        const retryAfterMs = Math.max(1, Math.ceil(said.waitMs / 1_000)) * 1_000
        const everything = slackPace.refused(JSON.stringify(delivery.destination), retryAfterMs) === 'workspace' && retryAfterMs > 2_000
        return everything ? { kind: 'wait', retryAfterMs, everything } : { kind: 'wait', retryAfterMs }
      }
    }
  }

  async function carry(how: Trip, delivery: ClaimedDelivery, calledAt: number): Promise<DeliveryOutcome> {
    await time.sleep(chance.between(5, 150))
    switch (how) {
      case 'fine': {
        const outcome = accept(delivery, calledAt)
        await time.sleep(chance.between(5, 150))
        return outcome
      }
      case 'never-left':
        return { kind: 'unavailable', code: 'ECONNREFUSED' }
      case 'lost':
        return { kind: 'ambiguous', code: 'ECONNRESET' }
      case 'lost-slowly':
        await time.sleep(CLIENT_TIMEOUT_MS)
        return { kind: 'ambiguous', code: 'TimeoutError' }
      case 'busy':
        return { kind: 'ambiguous', code: 'http-503' }
      case 'accepted-reset':
        accept(delivery, calledAt)
        return { kind: 'ambiguous', code: 'ECONNRESET' }
      case 'accepted-busy':
        accept(delivery, calledAt)
        return { kind: 'ambiguous', code: 'http-502' }
      case 'accepted-late':
        accept(delivery, calledAt)
        await time.sleep(CLIENT_TIMEOUT_MS)
        return { kind: 'ambiguous', code: 'TimeoutError' }
      case 'accepted-lagging':
        time.after(chance.between(0, LAG_MAX_MS), () => void accept(delivery, calledAt))
        return { kind: 'ambiguous', code: 'ECONNRESET' }
      case 'hangs':
        if (chance.happens(0.5)) accept(delivery, calledAt)
        return await new Promise(() => {})
    }
  }

  return {
    name,
    ready: true,
    start: async () => {},
    stop: async () => {},
    mayPost: async () => ({ kind: 'yes' }),

    async deliver(delivery, signal) {
      onCall(delivery)
      const instead = await turn(delivery, signal)
      if (instead !== null) return instead
      return await carry(trip(), delivery, time.now())
    },

    async settle(delivery) {
      await time.sleep(chance.between(5, 150))
      const agoMs = clock.now() - (delivery.unsettledSince ?? 0)
      const trustsNonce = name === 'discord' && agoMs >= 0 && agoMs < NONCE_TRUSTED_MS
      if (trip() !== 'fine') {
        if (trustsNonce) return { kind: 'repeatable' }
        throw new Error('could not be asked')
      }
      const found = server.find(delivery)
      if (found === 'found') return { kind: 'delivered', messageId: `m-${delivery.key}` }
      if (found === 'absent') return { kind: 'absent' }
      return trustsNonce ? { kind: 'repeatable' } : { kind: 'unknown' }
    },
  }
}
