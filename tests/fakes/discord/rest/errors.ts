import type { JsonObject, JsonPath } from '../json.ts'

/** One thing wrong with a body, as Discord names it. */
export interface Problem {
  readonly path: JsonPath
  readonly code: string
  readonly message: string
}

/**
 * An answer that is not a success. `breach` says what the bot did wrong, when it did something wrong: a channel
 * that is gone is a fact of life, a second answer to one interaction is a breach.
 */
export class DiscordError extends Error {
  readonly status: number
  readonly body: JsonObject
  readonly breach: string | undefined

  constructor(status: number, body: JsonObject, breach?: string) {
    super(String(body.message))
    this.name = 'DiscordError'
    this.status = status
    this.body = body
    this.breach = breach
  }
}

/** Status, code and message of the refusals this fake gives. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const refusals = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  tooManyCommandCreates: [400, 30034, 'Max number of daily application command creates has been reached (200)'],
  // Seen by bot makers as 403: https://github.com/davidhozic/discord-advertisement-framework/issues/82
  dmsTooFast: [403, 40003, 'You are opening direct messages too fast'],
  tooLarge: [413, 40005, 'Request entity too large'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  followupLimit: [400, 40094, 'This interaction has reached the maximum number of follow-up messages'],
  badUserAgent: [403, 40333, 'internal network error'],
  missingAccess: [403, 50001, 'Missing Access'],
  notAuthor: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  dmsClosed: [403, 50007, 'Cannot send messages to this user'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  // The text is Discord's own, the same as 50007's: https://github.com/discord/discord-api-docs/pull/8212
  noMutualGuild: [403, 50278, 'Cannot send messages to this user'],
} as const satisfies Readonly<Record<string, readonly [number, number, string]>>

/** The name of a refusal. */
export type Refusal = keyof typeof refusals

/** Builds one of Discord's named refusals; give `breach` when the bot is to blame. */
export const refusal = (name: Refusal, breach?: string): DiscordError => {
  const [status, code, message] = refusals[name]
  return new DiscordError(status, { message, code }, breach && `${code} ${message}: ${breach}`)
}

/** Builds the "Invalid Form Body" answer: the problems become a tree that mirrors the body. */
export const invalidForm = (problems: readonly Problem[]): DiscordError => {
  const tree: Record<string, unknown> = {}
  for (const { path, code, message } of problems) {
    let node = tree
    for (const key of path) {
      node[key] ??= {}
      node = node[key] as Record<string, unknown>
    }
    const errors = Array.isArray(node._errors) ? node._errors : []
    node._errors = [...errors, { code, message }]
  }
  const breach = problems.map(({ path, code, message }) => `${path.join('.') || 'body'}: ${message} (${code})`).join('; ')
  return new DiscordError(400, { message: 'Invalid Form Body', code: 50035, errors: tree }, breach)
}
