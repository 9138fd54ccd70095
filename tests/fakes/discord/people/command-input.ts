import type { APIApplicationCommand } from 'discord.js'
import { permissionBits } from '../factories.ts'
import { type JsonObject, lengthOf, numberOf, objectsIn, textOf } from '../json.ts'
import type { Setting } from '../state.ts'
import type { World } from '../world.ts'

/** What a person types after the slash. */
export interface CommandInput {
  readonly command: string
  readonly group?: string
  readonly subcommand?: string
  readonly options?: Readonly<Record<string, string | number | boolean>>
}

const valueKinds: Readonly<Record<number, string>> = {
  3: 'string',
  4: 'number',
  5: 'boolean',
  6: 'string',
  7: 'string',
  8: 'string',
  9: 'string',
  10: 'number',
  11: 'string',
}

/** Finds a registered command as the person's Discord would offer it; throws when it would not be offered there. */
export const offeredCommand = (world: World, name: string, setting: Setting): APIApplicationCommand => {
  const scopes = [...(setting.guild ? [setting.guild.id] : []), 'global']
  const command = scopes.flatMap((scope) => [...(world.commands.get(scope) ?? [])]).find((each) => each.name === name && each.type === 1)
  if (!command) throw new Error(`The bot has registered no command /${name}`)
  const contexts: readonly number[] = command.contexts ?? [0, 1, 2]
  if (!contexts.includes(setting.context)) throw new Error(`/${name} is not offered in context ${setting.context}`)
  const installs: readonly number[] = command.integration_types ?? [0]
  if (!Object.keys(setting.owners).some((owner) => installs.includes(Number(owner)))) {
    throw new Error(`/${name} is not offered for this kind of install`)
  }
  const needed = BigInt(command.default_member_permissions ?? '0')
  const has = BigInt(setting.memberPermissions)
  if (setting.guild && (has & permissionBits.administrator) === 0n && (has & needed) !== needed) {
    throw new Error(`/${name} is not offered to a member with these permissions`)
  }
  return command
}

const leafOf = (
  command: APIApplicationCommand,
  { group, subcommand }: CommandInput,
): { leaf: JsonObject; wrap: (options: JsonObject[]) => JsonObject[] } => {
  let node: JsonObject = { ...command }
  const path: { name: string; type: number }[] = []
  for (const [name, type] of [
    [group, 2],
    [subcommand, 1],
  ] as const) {
    if (name === undefined) continue
    const next = objectsIn(node.options).find((option) => option.name === name && option.type === type)
    if (!next) throw new Error(`/${command.name} has no ${type === 1 ? 'subcommand' : 'group'} ${name}`)
    node = next
    path.push({ name, type })
  }
  if (objectsIn(node.options).some((option) => numberOf(option.type) <= 2)) throw new Error(`/${command.name} needs a subcommand`)
  const wrap = (options: JsonObject[]) => path.reduceRight((inside, { name, type }) => [{ name, type, options: inside }], options)
  return { leaf: node, wrap }
}

const refuseValue = (option: JsonObject, value: string | number | boolean): string | undefined => {
  const type = numberOf(option.type)
  if (typeof value !== valueKinds[type]) return `must be a ${valueKinds[type]}`
  const choices = objectsIn(option.choices)
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) return 'is none of the choices'
  if (type === 4 && !Number.isInteger(value)) return 'must be a whole number'
  const size = typeof value === 'string' ? lengthOf(value) : value
  const [least, most] =
    typeof value === 'string' ? [option.min_length ?? 0, option.max_length ?? 6000] : [option.min_value, option.max_value]
  if (typeof size === 'number' && typeof least === 'number' && size < least) return 'is too small'
  if (typeof size === 'number' && typeof most === 'number' && size > most) return 'is too big'
  return undefined
}

/**
 * The `options` of an interaction's data. Throws when the person's Discord would not let it be sent: a required
 * option missing, a value out of bounds, an option that is not there. `focused` names the one being completed.
 */
export const inputOptions = (
  command: APIApplicationCommand,
  input: CommandInput,
  focused?: string,
): { options: JsonObject[]; focusedType: number | undefined } => {
  const { leaf, wrap } = leafOf(command, input)
  const offered = objectsIn(leaf.options)
  const given = input.options ?? {}
  for (const name of Object.keys(given)) {
    if (!offered.some((option) => option.name === name)) throw new Error(`/${command.name} has no option ${name}`)
  }
  const filled = offered.flatMap((option): JsonObject[] => {
    const name = textOf(option.name)
    const value = given[name]
    if (value === undefined) {
      if (option.required === true && focused === undefined) throw new Error(`/${command.name} needs the option ${name}`)
      return []
    }
    const problem = focused === undefined ? refuseValue(option, value) : undefined
    if (problem) throw new Error(`/${command.name} option ${name} ${problem}`)
    return [{ name, type: numberOf(option.type), value, ...(name === focused ? { focused: true } : {}) }]
  })
  const target = offered.find((option) => option.name === focused)
  if (focused !== undefined && target?.autocomplete !== true) throw new Error(`/${command.name} option ${focused} has no autocomplete`)
  return { options: wrap(filled), focusedType: target && numberOf(target.type) }
}
