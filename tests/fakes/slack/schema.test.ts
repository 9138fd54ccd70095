import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseDeclarations } from './schema/declarations.ts'
import { toJsonSchema } from './schema/json-schema.ts'
import { buildSlackSchema, readSlackTypes } from './schema/slack-types.ts'

const committed: unknown = JSON.parse(readFileSync(new URL('./slack-blocks.schema.json', import.meta.url), 'utf8'))

describe('the schema of blocks and views', () => {
  test('is what the installed @slack/types say today', () => {
    expect(committed, 'run: node scripts/generate-slack-schema.ts').toEqual(buildSlackSchema())
  })

  test('names every block of the KnownBlock union', () => {
    const { declarations } = readSlackTypes()
    const union = declarations.get('KnownBlock')
    if (union?.kind !== 'alias' || union.type.kind !== 'union') throw new Error('KnownBlock is no union')
    const names = union.type.of.map((part) => (part.kind === 'name' ? part.name : ''))
    expect(names.length).toBeGreaterThan(15)
    expect(Object.keys(buildSlackSchema().definitions ?? {})).toEqual(expect.arrayContaining(names))
  })
})

describe('reading declarations', () => {
  const schemaOf = (source: string) => {
    const roots = 'KnownBlock ModalView HomeView MessageAttachment PlainTextOption OptionGroup'.split(' ')
    const empty = roots.filter((root) => !source.includes(`${root} `)).map((root) => `export interface ${root} { type: '${root}'; }`)
    const definitions = toJsonSchema(parseDeclarations([source, ...empty].join('\n')), 'test').definitions
    return (definitions as Record<string, unknown>).KnownBlock
  }

  test('inherits the members of extended interfaces and closes the object', () => {
    expect(
      schemaOf(
        `interface Named { id?: string; type: string; } export interface KnownBlock extends Named { /** text; */ type: 'a'; size: number; }`,
      ),
    ).toEqual({
      type: 'object',
      additionalProperties: false,
      required: ['type', 'size'],
      properties: { id: { type: 'string' }, type: { const: 'a' }, size: { type: 'number' } },
    })
  })

  test('turns an intersection with a union into one object with alternatives', () => {
    expect(
      schemaOf(`interface ByUrl { url: string; } interface ById { id: string; } export type KnownBlock = { type: 'x'; } & (ByUrl | ById);`),
    ).toMatchObject({
      additionalProperties: false,
      required: ['type'],
      oneOf: [{ required: ['url'] }, { required: ['id'] }],
    })
  })

  test('tells the members of a union apart by their type', () => {
    expect(schemaOf(`interface A { type: 'a'; } interface B { type: 'b'; } export type KnownBlock = A | B;`)).toMatchObject({
      discriminator: { propertyName: 'type' },
    })
  })

  test('refuses what it cannot express instead of letting it through', () => {
    expect(() => schemaOf(`export interface KnownBlock { type: 'a'; x: Partial<Y>; }`)).toThrow('Partial')
  })
})
