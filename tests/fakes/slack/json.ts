/** Narrowing of parsed JSON, so the fake can read a bot's payloads without trusting their shape. */

/** A JSON object whose values are not yet known. */
export type JsonObject = { [key: string]: unknown }

/** True for a plain JSON object; arrays and null are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The string itself, or undefined for anything else. */
export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The objects of a JSON array, in order; anything that is not an object is left out. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}

/** Parses JSON, giving undefined where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
