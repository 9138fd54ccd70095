/**
 * `make`, asked once for each object: the same object gets the same result again. Remembers nothing longer than the object itself lives,
 * so `make` must be pure, and nobody may change what it returned.
 */
export function oncePer<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, { readonly value: Value }>()
  return (key) => {
    let kept = made.get(key)
    if (kept === undefined) {
      kept = { value: make(key) }
      made.set(key, kept)
    }
    return kept.value
  }
}
