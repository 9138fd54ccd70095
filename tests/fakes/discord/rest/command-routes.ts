import type { APIApplicationCommand } from 'discord.js'
import { isObject, type JsonObject, objectsIn } from '../json.ts'
import { commandLimits, commandListProblems, commandProblems } from '../validation/command-rules.ts'
import type { World } from '../world.ts'
import { refusal } from './errors.ts'
import { type Form, noContent, ok, param, type RestCall, type RestReply, type Route } from './route.ts'

type Scope = 'global' | 'guild'

const keyOf = (call: RestCall): string => call.params.guild_id ?? 'global'
const scopeOf = (call: RestCall): Scope => (call.params.guild_id === undefined ? 'global' : 'guild')

const stored = (call: RestCall, world: World): readonly APIApplicationCommand[] => {
  if (param(call, 'application_id') !== world.bot.id) throw refusal('missingAccess', 'these are not the commands of this bot')
  const guildId = call.params.guild_id
  if (guildId !== undefined && !world.guilds.get(guildId)?.botIsIn) throw refusal('missingAccess')
  return world.commands.get(keyOf(call)) ?? []
}

/** The command as Discord keeps it: its defaults filled in, its id kept when a command of that name and type was there. */
const makeCommand = (call: RestCall, world: World, body: JsonObject, before: APIApplicationCommand | undefined): APIApplicationCommand => {
  const guildId = call.params.guild_id
  const permissions = body.default_member_permissions ?? null
  const placement =
    guildId === undefined ? { integration_types: body.integration_types ?? [0, 1], contexts: body.contexts ?? null } : { guild_id: guildId }
  const command: JsonObject = {
    ...before,
    ...body,
    id: before?.id ?? world.newId(),
    application_id: world.bot.id,
    version: world.newId(),
    type: body.type ?? before?.type ?? 1,
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? before?.description ?? '',
    description_localizations: body.description_localizations ?? null,
    default_member_permissions: permissions === null ? null : String(permissions),
    nsfw: body.nsfw ?? false,
    ...placement,
  }
  // A checked body with every other field filled in above.
  return command as unknown as APIApplicationCommand
}

const sameCommand =
  (body: JsonObject) =>
  (command: APIApplicationCommand): boolean =>
    command.name === body.name && command.type === (body.type ?? 1)

const countCreated = (world: World, created: number): void => {
  if (world.commandWrites.created + created > commandLimits.createsPerDay) {
    throw refusal('tooManyCommandCreates', `${commandLimits.createsPerDay} new commands a day`)
  }
  world.commandWrites.created += created
}

const withoutTranslations = (command: APIApplicationCommand): JsonObject => {
  const { name_localizations: _names, description_localizations: _descriptions, ...rest } = command
  return rest
}

const list = (call: RestCall, world: World): RestReply => {
  const commands = stored(call, world)
  return ok(call.query.get('with_localizations') === 'true' ? commands : commands.map(withoutTranslations))
}

const overwrite = (call: RestCall, world: World): RestReply => {
  const before = stored(call, world)
  const bodies = objectsIn(call.body)
  countCreated(world, bodies.filter((body) => !before.some(sameCommand(body))).length)
  const after = bodies.map((body) => makeCommand(call, world, body, before.find(sameCommand(body))))
  world.commands.set(keyOf(call), after)
  world.commandWrites.bulk += 1
  return ok(after)
}

const create = (call: RestCall, world: World): RestReply => {
  const commands = stored(call, world)
  const body = isObject(call.body) ? call.body : {}
  const before = commands.find(sameCommand(body))
  countCreated(world, before ? 0 : 1)
  const command = makeCommand(call, world, body, before)
  world.commands.set(keyOf(call), [...commands.filter((each) => each !== before), command])
  world.commandWrites.single += 1
  return { status: before ? 200 : 201, body: command }
}

const one = (call: RestCall, world: World): APIApplicationCommand => {
  const command = stored(call, world).find(({ id }) => id === param(call, 'command_id'))
  if (!command) throw refusal('unknownCommand')
  return command
}

const change = (call: RestCall, world: World): RestReply => {
  const before = one(call, world)
  const body = isObject(call.body) ? call.body : {}
  const command = { ...makeCommand(call, world, { ...before, ...body }, before) }
  world.commands.set(
    keyOf(call),
    stored(call, world).map((each) => (each === before ? command : each)),
  )
  world.commandWrites.single += 1
  return ok(command)
}

const remove = (call: RestCall, world: World): RestReply => {
  const command = one(call, world)
  world.commands.set(
    keyOf(call),
    stored(call, world).filter((each) => each !== command),
  )
  world.commandWrites.single += 1
  return noContent
}

/**
 * The OpenAPI document wants permissions as a number and lacks `nsfw`; Discord's documentation and every library
 * send a decimal string and `nsfw`. https://docs.discord.com/developers/interactions/application-commands
 */
const forSchema = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(forSchema)
  if (!isObject(value)) return value
  const { nsfw: _, default_member_permissions: permissions, ...rest } = value
  if (permissions === undefined) return rest
  const asNumber = typeof permissions === 'string' && /^\d+$/.test(permissions) ? Number(permissions) : permissions
  return { ...rest, default_member_permissions: asNumber }
}

const listForm = (call: RestCall): Form => ({
  schema: 'ApplicationCommandUpdateRequest[]',
  value: forSchema(call.body),
  rules: () => commandListProblems(objectsIn(call.body), scopeOf(call)),
})

const oneForm = (call: RestCall, schema: string, partial: boolean): Form => ({
  schema,
  value: forSchema(call.body),
  rules: (body) => commandProblems(body, [], scopeOf(call), partial),
})

const paths = ['/applications/{application_id}/commands', '/applications/{application_id}/guilds/{guild_id}/commands'] as const

/** Slash and context menu commands, global and of one guild. */
export const commandRoutes: readonly Route[] = paths.flatMap((path): readonly Route[] => [
  { method: 'GET', path, query: ['with_localizations'], handle: list },
  { method: 'PUT', path, form: listForm, handle: overwrite },
  { method: 'POST', path, form: (call) => oneForm(call, 'ApplicationCommandCreateRequest', false), handle: create },
  { method: 'GET', path: `${path}/{command_id}`, handle: (call, world) => ok(one(call, world)) },
  {
    method: 'PATCH',
    path: `${path}/{command_id}`,
    form: (call) => oneForm(call, 'ApplicationCommandPatchRequestPartial', true),
    handle: change,
  },
  { method: 'DELETE', path: `${path}/{command_id}`, handle: remove },
])
