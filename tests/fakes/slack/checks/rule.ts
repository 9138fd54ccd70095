/** The small vocabulary in which the documented limits of blocks and elements are written down. */
import { asString, isJsonObject, type JsonObject } from '../json.ts'
import type { Problem } from './problem.ts'

/** Looks at one object of a message or view and names what breaks a limit. */
export type Rule = (node: JsonObject, at: string) => Problem[]

const none: Problem[] = []

function length(value: unknown, at: string, most: number, least: number): Problem[] {
  const text = asString(value)
  if (text === undefined) return none
  if (text.length > most) return [{ message: `must be less than ${most + 1} characters`, at }]
  if (text.length < least) return [{ message: `must be more than ${least - 1} characters`, at }]
  return none
}

/** A string property of at most `most` characters. */
export function chars(key: string, most: number, least = 0): Rule {
  return (node, at) => length(node[key], `${at}/${key}`, most, least)
}

/** A text object whose text has at most `most` characters. Emptiness is checked on the text object itself. */
export function text(key: string, most: number): Rule {
  return (node, at) => {
    const value = node[key]
    return isJsonObject(value) ? length(value.text, `${at}/${key}/text`, most, 0) : none
  }
}

/** An array of at least `least` and at most `most` items. */
export function items(key: string, most: number, least = 0): Rule {
  return (node, at) => {
    const value = node[key]
    if (!Array.isArray(value)) return none
    if (value.length > most) return [{ message: `no more than ${most} items allowed`, at: `${at}/${key}` }]
    if (value.length < least) return [{ message: `no fewer than ${least} items allowed`, at: `${at}/${key}` }]
    return none
  }
}

/** A rule for every object of an array. */
export function each(key: string, ...rules: readonly Rule[]): Rule {
  return (node, at) => {
    const value = node[key]
    if (!Array.isArray(value)) return none
    return value.flatMap((item, index) => (isJsonObject(item) ? rules.flatMap((rule) => rule(item, `${at}/${key}/${index}`)) : []))
  }
}

/** A rule for an object held in a property. */
export function inside(key: string, ...rules: readonly Rule[]): Rule {
  return (node, at) => {
    const value = node[key]
    return isJsonObject(value) ? rules.flatMap((rule) => rule(value, `${at}/${key}`)) : none
  }
}

/** At least one of these properties. */
export function anyOf(...keys: readonly string[]): Rule {
  return (node, at) =>
    keys.some((key) => node[key] !== undefined)
      ? none
      : [{ message: `must define either ${keys.map((key) => `\`${key}\``).join(' or ')}`, at }]
}

/** Never both of these properties. */
export function notBoth(one: string, other: string): Rule {
  return (node, at) =>
    node[one] !== undefined && node[other] !== undefined ? [{ message: `only one of \`${one}\` and \`${other}\` may be given`, at }] : none
}

/** A number property within bounds. */
export function number(key: string, least: number, most: number): Rule {
  return (node, at) => {
    const value = node[key]
    const fits = typeof value !== 'number' || (value >= least && value <= most)
    return fits ? none : [{ message: `must be between ${least} and ${most}`, at: `${at}/${key}` }]
  }
}

/** A string property of a given shape. */
export function pattern(key: string, shape: RegExp, wanted: string): Rule {
  return (node, at) => {
    const value = asString(node[key])
    return value === undefined || shape.test(value) ? none : [{ message: `must be ${wanted}`, at: `${at}/${key}` }]
  }
}

/** A web address of at most `most` characters. */
export function url(key: string, most = 3000): Rule {
  return (node, at) => {
    const value = asString(node[key])
    if (value === undefined) return none
    if (value.length > most) return [{ message: `must be less than ${most + 1} characters`, at: `${at}/${key}` }]
    return URL.canParse(value) ? none : [{ message: 'invalid_url', at: `${at}/${key}` }]
  }
}
