import type { APIMessage } from 'discord.js'
import type { JsonObject } from '../json.ts'
import type { InteractionAnswer, InteractionState, StoredMessage } from '../state.ts'
import { callbackTypes } from '../validation/callback-rules.ts'
import type { World } from '../world.ts'

/** One thing a person did, and everything the bot made of it. */
export interface InteractionHandle {
  readonly interactionId: string
  /** The first answer as the bot sent it: callback type and data. */
  readonly response: InteractionAnswer
  /** From the dispatch to the arrival of the first answer, milliseconds. */
  readonly respondedInMs: number
  /** What the person sees now, after edits; `undefined` while the answer is deferred, or when it was deleted. */
  readonly message: APIMessage | undefined
  /** Later messages, oldest first, deleted ones left out. */
  readonly followups: readonly APIMessage[]
  /** The form that was opened, when the answer is a modal. */
  readonly modal: JsonObject | undefined
  /** True when only the person sees the answer. */
  readonly ephemeral: boolean
  /** Resolves with the message after the next edit or follow-up not yet waited for; at once when it has already happened. */
  readonly waitForEdit: (timeoutMs?: number) => Promise<APIMessage>
  /** Resolves with the message as soon as the person sees one: at once unless the answer was deferred. */
  readonly whenVisible: (timeoutMs?: number) => Promise<APIMessage>
  /** The interaction itself, for the next step of the same person. */
  readonly interaction: InteractionState
}

/** The bot gave no first answer in time; the person saw "The application did not respond". */
export class NoAnswerError extends Error {
  readonly waitedMs: number

  constructor(what: string, waitedMs: number) {
    super(`The bot did not answer ${what} within ${waitedMs} ms`)
    this.name = 'NoAnswerError'
    this.waitedMs = waitedMs
  }
}

const defaultDeadlineMs = 3000
const defaultWaitMs = 5000

const seen = (message: StoredMessage | undefined): APIMessage | undefined =>
  message && !message.loading && !message.deleted ? message.shown : undefined

const createHandle = (interaction: InteractionState, response: InteractionAnswer, respondedInMs: number): InteractionHandle => {
  let changed: StoredMessage | undefined
  const listeners = new Set<() => void>()
  interaction.onChange = (message) => {
    changed = message
    for (const listener of [...listeners]) listener()
  }

  const wait = (what: string, ready: () => APIMessage | undefined, timeoutMs: number): Promise<APIMessage> => {
    const now = ready()
    if (now) return Promise.resolve(now)
    return new Promise((resolve, reject) => {
      const listener = (): void => {
        const message = ready()
        if (!message) return
        clearTimeout(timer)
        listeners.delete(listener)
        resolve(message)
      }
      const timer = setTimeout(() => {
        listeners.delete(listener)
        reject(new NoAnswerError(what, timeoutMs))
      }, timeoutMs)
      listeners.add(listener)
    })
  }

  return {
    interaction,
    interactionId: interaction.id,
    response,
    respondedInMs,
    get message() {
      return seen(interaction.original)
    },
    get followups() {
      return interaction.followups.flatMap((message) => seen(message) ?? [])
    },
    modal: response.type === callbackTypes.modal ? response.data : undefined,
    get ephemeral() {
      return interaction.original?.onlyFor !== undefined
    },
    waitForEdit: (timeoutMs = defaultWaitMs) =>
      wait(
        'with an edit',
        () => {
          const message = seen(changed)
          if (message) changed = undefined
          return message
        },
        timeoutMs,
      ),
    whenVisible: (timeoutMs = defaultWaitMs) => wait('visibly', () => seen(interaction.original), timeoutMs),
  }
}

/** Twice a token's life: long enough that a late use is still told from a made-up token. */
const keptMs = 30 * 60_000

const dropDeadInteractions = (world: World, now: number): void => {
  // Oldest first, so the first young one ends the search.
  for (const [id, { createdAt, token }] of world.interactions) {
    if (now - createdAt <= keptMs) return
    world.interactions.delete(id)
    world.interactionsByToken.delete(token)
  }
}

/**
 * Sends an interaction to the bot and waits for the first answer. Rejects with `NoAnswerError` after Discord's
 * three seconds, and at once when no gateway session could ever receive it.
 */
export const sendInteraction = (
  world: World,
  interaction: InteractionState,
  payload: unknown,
  what: string,
): Promise<InteractionHandle> => {
  const guildId = interaction.setting.guild?.botIsIn ? interaction.setting.guild.id : undefined
  if (world.reach(guildId) === 0) return Promise.reject(new Error(`No bot is connected to the gateway to receive ${what}`))
  dropDeadInteractions(world, interaction.createdAt)
  world.interactions.set(interaction.id, interaction)
  world.interactionsByToken.set(interaction.token, interaction)
  const deadlineMs = world.options.responseDeadlineMs ?? defaultDeadlineMs
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswerError(what, deadlineMs)), deadlineMs)
    const start = performance.now()
    interaction.onAnswer = (answer, arrivedAt) => {
      clearTimeout(timer)
      resolve(createHandle(interaction, answer, arrivedAt - start))
    }
    world.dispatch('INTERACTION_CREATE', payload, guildId)
  })
}
