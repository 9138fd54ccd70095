/**
 * Turns the declarations of `@slack/types` into a JSON Schema that refuses unknown properties, as Slack does.
 * Escape hatches in the types (`AnyBlock`, `Record<string, unknown>`) are closed: the bot has no use for them.
 */
import type { JsonObject } from '../json.ts'
import type { Declaration, Member, TypeNode } from './declarations.ts'

/** The types a bot's messages, modals, home tabs and option lists are made of. */
const schemaRoots = ['KnownBlock', 'ModalView', 'HomeView', 'MessageAttachment', 'PlainTextOption', 'OptionGroup'] as const

/** `AnyBlock` also admits `Block`, an object of any type, which would make every unknown block valid. */
const closed: Readonly<Record<string, string>> = { AnyBlock: 'KnownBlock' }

interface ObjectShape {
  readonly members: Map<string, Member>
  /** Where a type is "these or those properties": the required names of each variant. */
  readonly variants: readonly (readonly string[])[]
}

/** The schema of `schemaRoots` and of everything they mention, as draft-07 `definitions`. */
export function toJsonSchema(declarations: ReadonlyMap<string, Declaration>, comment: string): JsonObject {
  const definitions: JsonObject = {}
  const waiting: string[] = [...schemaRoots]

  const find = (name: string): Declaration => {
    const declaration = declarations.get(name)
    if (declaration === undefined) throw new Error(`type ${name} is not declared`)
    return declaration
  }
  const reference = (name: string): JsonObject => {
    const target = closed[name] ?? name
    if (!(target in definitions) && !waiting.includes(target)) waiting.push(target)
    return { $ref: `#/definitions/${target}` }
  }

  function shapeOf(node: TypeNode): ObjectShape | undefined {
    if (node.kind === 'object') return { members: byName(node.members), variants: [] }
    if (node.kind === 'intersection') return merge(node.of.map(shapeOrVariants))
    if (node.kind !== 'name') return undefined
    const declaration = find(node.name)
    if (declaration.kind === 'alias') return shapeOf(declaration.type)
    const parents = declaration.extends.map((parent) => shapeOf({ kind: 'name', name: parent }) ?? fail(parent))
    return merge([...parents, { members: byName(declaration.members), variants: [] }])
  }

  /** Inside an intersection, `(A | B)` becomes the properties of both, with one variant per branch. */
  function shapeOrVariants(node: TypeNode): ObjectShape {
    if (node.kind !== 'union') return shapeOf(node) ?? fail(JSON.stringify(node))
    const shapes = node.of.map((part) => shapeOf(part) ?? fail(JSON.stringify(part)))
    const members = new Map<string, Member>()
    for (const shape of shapes) {
      for (const member of shape.members.values()) members.set(member.name, { ...member, optional: true })
    }
    return { members, variants: shapes.map((shape) => requiredOf(shape.members)) }
  }

  function objectSchema(shape: ObjectShape): JsonObject {
    const properties: JsonObject = {}
    for (const member of shape.members.values()) properties[member.name] = schemaOf(member.type)
    const required = requiredOf(shape.members)
    return {
      type: 'object',
      additionalProperties: false,
      ...(required.length > 0 && { required }),
      properties,
      ...(shape.variants.length > 0 && { oneOf: shape.variants.map((names) => ({ required: names })) }),
    }
  }

  /** The members of a union, with named unions opened up and escape hatches dropped. */
  function branches(node: TypeNode): TypeNode[] {
    if (node.kind === 'union') return node.of.flatMap(branches)
    if (node.kind === 'opaque') return []
    if (node.kind === 'name') {
      const declaration = find(closed[node.name] ?? node.name)
      if (declaration.kind === 'alias' && declaration.type.kind === 'union') return branches(declaration.type)
    }
    return [node]
  }

  function unionSchema(node: TypeNode): JsonObject {
    const parts = branches(node)
    const literals = parts.flatMap((part) => (part.kind === 'literal' ? [part.value] : []))
    if (literals.length === parts.length) return { enum: literals }
    // `'good' | string` says no more than `string`.
    const primitive = parts.find((part) => part.kind === 'primitive')
    if (primitive !== undefined) return schemaOf(primitive)
    const [only] = parts
    if (parts.length === 1 && only !== undefined) return schemaOf(only)
    const schemas = parts.map(schemaOf)
    const tags = new Set(parts.map((part) => tagOf(shapeOf(part))))
    if (tags.has(undefined) || tags.size !== parts.length) return { anyOf: schemas }
    return { type: 'object', required: ['type'], discriminator: { propertyName: 'type' }, oneOf: schemas }
  }

  function schemaOf(node: TypeNode): JsonObject {
    switch (node.kind) {
      case 'primitive':
        return { type: node.name }
      case 'literal':
        return { const: node.value }
      case 'array':
        return { type: 'array', items: schemaOf(node.of) }
      case 'union':
        return unionSchema(node)
      case 'name':
        return reference(node.name)
      case 'object':
      case 'intersection':
        return objectSchema(shapeOf(node) ?? fail(JSON.stringify(node)))
      case 'opaque':
        return fail(node.text)
      default:
        return node satisfies never
    }
  }

  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const declaration = find(name)
    const isUnion = declaration.kind === 'alias' && declaration.type.kind === 'union'
    const shape = isUnion ? undefined : shapeOf({ kind: 'name', name })
    // Entered before it is filled, so that a type may mention itself.
    definitions[name] = {}
    definitions[name] = shape === undefined && declaration.kind === 'alias' ? schemaOf(declaration.type) : objectSchema(shape ?? fail(name))
  }
  const sorted = Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { $schema: 'http://json-schema.org/draft-07/schema#', $comment: comment, definitions: sorted }
}

function byName(members: readonly Member[]): Map<string, Member> {
  return new Map(members.map((member) => [member.name, member]))
}

function merge(shapes: readonly ObjectShape[]): ObjectShape {
  const members = new Map<string, Member>()
  for (const { name, type, optional } of shapes.flatMap((shape) => [...shape.members.values()])) {
    const before = members.get(name)
    // `type: 'image'` and `type: string` together mean `'image'`, whichever comes first.
    const narrower = before?.type.kind === 'literal' && type.kind === 'primitive' ? before.type : type
    members.set(name, { name, type: narrower, optional: optional && (before?.optional ?? true) })
  }
  return { members, variants: shapes.flatMap((shape) => shape.variants) }
}

function requiredOf(members: ReadonlyMap<string, Member>): string[] {
  return [...members.values()].filter((member) => !member.optional).map((member) => member.name)
}

function tagOf(shape: ObjectShape | undefined): string | undefined {
  const tag = shape?.members.get('type')
  return tag?.type.kind === 'literal' && !tag.optional ? String(tag.type.value) : undefined
}

function fail(what: string): never {
  throw new Error(`cannot express ${what} as JSON Schema`)
}
