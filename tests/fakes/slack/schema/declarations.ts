/**
 * Reads the part of TypeScript that the `.d.ts` files of `@slack/types` are written in: interfaces, type aliases,
 * unions, intersections, arrays and literals. Anything else (generics, tuples) becomes `opaque`, so that whoever
 * needs it finds out. TypeScript 7 has no compiler API to ask instead.
 */

/** One property of an object type. */
export interface Member {
  readonly name: string
  readonly optional: boolean
  readonly type: TypeNode
}

/** A type as written. */
export type TypeNode =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'primitive'; readonly name: 'string' | 'number' | 'boolean' }
  | { readonly kind: 'array'; readonly of: TypeNode }
  | { readonly kind: 'union' | 'intersection'; readonly of: readonly TypeNode[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'opaque'; readonly text: string }

/** A named type. */
export type Declaration =
  | { readonly kind: 'interface'; readonly extends: readonly string[]; readonly members: readonly Member[] }
  | { readonly kind: 'alias'; readonly type: TypeNode }

const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\]|\\.)*'|[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|\.\.\.|[{}[\]()<>|&:;,?=.*]/g

/** All interfaces and aliases declared in one file, by name. */
export function parseDeclarations(source: string): Map<string, Declaration> {
  const tokens = [...source.matchAll(token)].map((match) => match[0]).filter((text) => !/^\/[/*]/.test(text))
  const found = new Map<string, Declaration>()
  let at = 0

  const peek = (): string => tokens[at] ?? ''
  const take = (): string => tokens[at++] ?? ''
  const accept = (text: string): boolean => {
    if (peek() !== text) return false
    at += 1
    return true
  }
  const expect = (text: string): void => {
    const got = take()
    if (got !== text) throw new Error(`expected ${text} but found ${got || 'the end'} (token ${at})`)
  }

  function skipBalanced(open: string, close: string): string {
    const from = at
    let depth = 0
    do {
      const text = take()
      if (text === '') throw new Error(`no ${close} for ${open}`)
      if (text === open) depth += 1
      if (text === close) depth -= 1
    } while (depth > 0)
    return tokens.slice(from, at).join('')
  }

  function members(): Member[] {
    const list: Member[] = []
    expect('{')
    while (!accept('}')) {
      if (peek() === '[') {
        // An index signature names no property; nothing here can be checked against it.
        skipBalanced('[', ']')
        expect(':')
        type()
      } else {
        const name = take()
        const optional = accept('?')
        expect(':')
        list.push({ name, optional, type: type() })
      }
      accept(';')
    }
    return list
  }

  function primary(): TypeNode {
    const text = peek()
    if (text === '{') return { kind: 'object', members: members() }
    if (text === '[') return { kind: 'opaque', text: skipBalanced('[', ']') }
    if (accept('(')) {
      const inner = type()
      expect(')')
      return inner
    }
    take()
    if (text.startsWith("'")) return { kind: 'literal', value: text.slice(1, -1) }
    if (/^\d/.test(text)) return { kind: 'literal', value: Number(text) }
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true' }
    if (text === 'string' || text === 'number' || text === 'boolean') return { kind: 'primitive', name: text }
    if (peek() === '<') return { kind: 'opaque', text: text + skipBalanced('<', '>') }
    return { kind: 'name', name: text }
  }

  function postfix(): TypeNode {
    let node = primary()
    while (peek() === '[' && tokens[at + 1] === ']') {
      at += 2
      node = { kind: 'array', of: node }
    }
    return node
  }

  function joined(separator: '&' | '|', kind: 'intersection' | 'union', operand: () => TypeNode): TypeNode {
    accept(separator)
    const parts = [operand()]
    while (accept(separator)) parts.push(operand())
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only : { kind, of: parts }
  }

  function type(): TypeNode {
    return joined('|', 'union', () => joined('&', 'intersection', postfix))
  }

  while (at < tokens.length) {
    if (accept('export')) continue
    if (accept('interface')) {
      const name = take()
      const parents: string[] = []
      if (accept('extends')) {
        do parents.push(take())
        while (accept(','))
      }
      found.set(name, { kind: 'interface', extends: parents, members: members() })
    } else if (peek() === 'type' && tokens[at + 2] === '=') {
      at += 1
      const name = take()
      expect('=')
      found.set(name, { kind: 'alias', type: type() })
      accept(';')
    } else {
      // Imports and `export {}`: skip to the end of the statement.
      while (at < tokens.length && take() !== ';');
    }
  }
  return found
}
