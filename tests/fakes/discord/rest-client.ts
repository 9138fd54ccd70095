import { DiscordAPIError, REST, type RESTOptions } from 'discord.js'
import type { FakeDiscord } from './index.ts'
import { isObject, type JsonObject } from './json.ts'

/** discord.js's own REST client, pointed at the fake; it does not retry unless asked to. */
export const restFor = (fake: FakeDiscord, options: Partial<RESTOptions> = {}): REST =>
  new REST({ api: fake.apiUrl, retries: 0, ...options }).setToken(fake.token)

/** How a request ended: its status, Discord's code (0 for a success) and the codes of the form's problems with their places. */
export interface Outcome {
  readonly status: number
  readonly code: number
  readonly problems: readonly string[]
}

const codesIn = (errors: unknown, path: string): string[] => {
  if (!isObject(errors)) return []
  const here = Array.isArray(errors._errors) ? errors._errors.map((error: JsonObject) => `${path} ${String(error.code)}`) : []
  return [
    ...here,
    ...Object.entries(errors).flatMap(([key, inner]) => (key === '_errors' ? [] : codesIn(inner, path ? `${path}.${key}` : key))),
  ]
}

/** Carries out a request and says how it ended. Errors that are not Discord's own are thrown on. */
export const outcomeOf = async (request: Promise<unknown>): Promise<Outcome> => {
  try {
    await request
    return { status: 200, code: 0, problems: [] }
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error
    const errors: unknown = 'errors' in error.rawError ? error.rawError.errors : undefined
    return { status: error.status, code: Number(error.code), problems: codesIn(errors, '') }
  }
}
