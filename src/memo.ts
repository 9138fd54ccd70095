/** Remembers the newest values by key, up to a number; asking refreshes. */

/** `memo(key, make)`: the value an earlier call made for an equal key (compared as JSON), else a new one. Holds at most `max` values. */
export function createMemo(max: number): <T extends object>(key: unknown, make: () => T) => T {
  const values = new Map<string, object>()
  return <T extends object>(key: unknown, make: () => T): T => {
    const id = JSON.stringify(key)
    const known = values.get(id) as T | undefined
    const value = known ?? make()
    values.delete(id)
    values.set(id, value)
    if (values.size > max) {
      const [oldest] = values.keys()
      if (oldest !== undefined) values.delete(oldest)
    }
    return value
  }
}
