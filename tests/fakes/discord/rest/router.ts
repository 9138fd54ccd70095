import { discordPaths } from '../validation/paths.ts'
import type { World } from '../world.ts'
import { accountRoutes } from './account-routes.ts'
import { channelRoutes } from './channel-routes.ts'
import { commandRoutes } from './command-routes.ts'
import { DiscordError, refusal } from './errors.ts'
import { interactionRoutes } from './interaction-routes.ts'
import type { Route } from './route.ts'
import { webhookRoutes } from './webhook-routes.ts'

/** Every route the fake plays. */
export const routes: readonly Route[] = [...accountRoutes, ...commandRoutes, ...channelRoutes, ...interactionRoutes, ...webhookRoutes]

/** A route with the values its path holds. */
export interface Match {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

const isSlot = (part: string): boolean => part.startsWith('{')

interface Compiled {
  readonly route: Route
  readonly parts: readonly string[]
}

/** Routes by number of path parts; those with more fixed parts first, so that `@original` is not taken for an id. */
const bySize = new Map<number, Compiled[]>()
const fixedParts = ({ parts }: Compiled): number => parts.filter((part) => !isSlot(part)).length
for (const route of routes) {
  const parts = route.path.split('/').slice(1)
  const group = bySize.get(parts.length) ?? []
  group.push({ route, parts })
  group.sort((a, b) => fixedParts(b) - fixedParts(a))
  bySize.set(parts.length, group)
}

const paramsOf = (pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined => {
  const params: Record<string, string> = {}
  for (const [index, want] of pattern.entries()) {
    const have = parts[index] ?? ''
    if (isSlot(want)) {
      if (have === '' || (want.endsWith('_id}') && !/^\d+$/.test(have))) return undefined
      params[want.slice(1, -1)] = have
    } else if (want !== have) return undefined
  }
  return params
}

/** Finds the route of a request; `undefined` when the fake plays none there. */
export const match = (method: string, path: string): Match | undefined => {
  const parts = path
    .split('/')
    .slice(1)
    .map((part) => (part.includes('%') ? decodeURIComponent(part) : part))
  for (const { route, parts: pattern } of bySize.get(parts.length) ?? []) {
    if (route.method !== method) continue
    const params = paramsOf(pattern, parts)
    if (params) return { route, params }
  }
  return undefined
}

const fitsTemplate = (template: string, path: string): boolean => {
  const pattern = template.split('/')
  const parts = path.split('/')
  return pattern.length === parts.length && pattern.every((want, index) => isSlot(want) || want === parts[index])
}

/** The answer to a request no route was found for, which tells a wrong path from one the fake does not play. */
export const unmatched = async (method: string, path: string, world: World): Promise<DiscordError> => {
  const lists = await discordPaths()
  const withPath = [...lists.keys()].filter((each) => lists.get(each)?.some((template) => fitsTemplate(template, path)))
  if (withPath.length === 0) return refusal('notFound', 'Discord has no such path')
  if (!withPath.includes(method.toLowerCase())) return refusal('methodNotAllowed', `Discord knows this path with ${withPath.join(', ')}`)
  world.violations.push(`${method} ${path}: Discord has this route, the fake does not play it yet`)
  return new DiscordError(501, { message: '501: not played by the fake', code: 0 })
}
