import { isObject } from '../json.ts'

// Held in a variable so that the package's own .ts sources stay out of our type check.
const pathsModule: string = 'discord-api-spec'

/** Discord's own list of path templates, by method in lower case. */
export const discordPaths = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
  const loaded: unknown = await import(pathsModule)
  const lists = isObject(loaded) && isObject(loaded.pathsList) ? loaded.pathsList : {}
  return new Map(Object.entries(lists).map(([method, paths]) => [method, Array.isArray(paths) ? paths.map(String) : []]))
}
