/** Carries payloads to the bot, over Socket Mode or signed HTTP, and records when the acknowledgement is late. */
import type { Forgery, HttpDeliverer, HttpDelivery } from '../http-delivery.ts'
import { signedRequest } from '../http-delivery.ts'
import type { JsonObject } from '../json.ts'
import type { Workings } from '../workings.ts'
import type { FakeChannel, FakeTeam, FakeUser } from '../world.ts'
import type { Interaction, OpenInteraction } from './interaction.ts'

/** How payloads reach the bot. */
export type Delivery = { readonly via: 'socket' } | HttpDelivery

/** What every act of a person takes. */
export interface ActOptions {
  /** Who acts; by default whoever sees the message, or else the first person added. */
  readonly userId?: string
  /** How this one payload is delivered, when not as the fake usually does. */
  readonly delivery?: Delivery
  /** Over HTTP: sign this one wrongly. */
  readonly forge?: Forgery
}

/** How Slack counts its second tries. */
export interface Retry {
  readonly num: number
  readonly reason: string
}

/** What the acts of people share. */
export interface Stage {
  readonly slack: Workings
  /** The envelope kinds of Socket Mode; over HTTP they choose form or JSON. */
  dispatch(
    kind: 'slash_commands' | 'interactive' | 'events_api',
    interaction: OpenInteraction,
    options: ActOptions,
    retry?: Retry,
  ): Promise<Interaction>
  userFor(id: string | undefined, teamId?: string): FakeUser
  teamOf(user: FakeUser): FakeTeam
  channelFor(id: string | undefined, teamId: string): FakeChannel
}

/** @param delivery read anew for every payload, so a test may change it. */
export function createStage(slack: Workings, http: HttpDeliverer, delivery: () => Delivery): Stage {
  const { world, socketMode } = slack
  return {
    slack,
    async dispatch(kind, interaction, options, retry) {
      const payload: JsonObject = interaction.record.payload
      const to = options.delivery ?? delivery()
      if (to.via === 'http') {
        const raw = signedRequest(to, { type: kind, payload }, options.forge, retry)
        const { ackedInMs, body, failure, status } = await http.deliver(raw)
        interaction.acked({ ackedInMs, ackBody: body, failure, httpStatus: status, raw })
      } else {
        if (options.forge !== undefined) throw new Error('only HTTP deliveries are signed')
        const attempt = kind === 'events_api' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {}
        const accepts = kind !== 'events_api'
        const { ackedInMs, body, failure } = await socketMode.deliver({
          type: kind,
          accepts_response_payload: accepts,
          ...attempt,
          payload,
        })
        interaction.acked({ ackedInMs, ackBody: body, failure, httpStatus: undefined, raw: undefined })
      }
      return interaction.record
    },
    userFor(id, teamId) {
      if (id !== undefined) return world.user(id)
      for (const user of world.users.values()) {
        if (!user.isBot && (teamId === undefined || user.teamId === teamId)) return user
      }
      throw new Error('the fake Slack has no people; add one')
    },
    teamOf(user) {
      const team = world.teams.get(user.teamId)
      if (team === undefined) throw new Error(`no such workspace in the fake Slack: ${user.teamId}`)
      return team
    },
    channelFor(id, teamId) {
      if (id !== undefined) return world.channel(id)
      for (const channel of world.channels.values()) if (channel.teamId === teamId && channel.kind !== 'im') return channel
      throw new Error(`workspace ${teamId} has no channels; add one`)
    },
  }
}
