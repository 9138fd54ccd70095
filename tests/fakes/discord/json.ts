/** A decoded JSON object whose fields have not been looked at yet. */
export type JsonObject = { readonly [key: string]: unknown }

/** Where in a JSON document something is: keys and array positions from the root. */
export type JsonPath = readonly (string | number)[]

/** True for `{…}`, false for arrays, null and everything else. */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The objects of an array; anything that is not an array has none. */
export const objectsIn = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** The text of a string field; an empty string for anything else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The value of a number field; zero for anything else. */
export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** Length as people and JSON Schema count it: code points, not UTF-16 units. */
export const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/** A JSON document's structure without its values: two payloads of one template share it. */
export const shapeOf = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(shapeOf).join()}]`
  if (!isObject(value)) return typeof value
  let shape = '{'
  // `type` decides which fields a component or a callback may have, so its value is part of the shape.
  for (const key in value) shape += key === 'type' ? `type:${String(value[key])},` : `${key}:${shapeOf(value[key])},`
  return `${shape}}`
}
