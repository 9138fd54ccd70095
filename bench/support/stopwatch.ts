/** Times work inside this process. */

/** Microseconds that each of `times` calls took, after as many that do not count. */
export function eachUs(times: number, work: (index: number) => unknown): number[] {
  for (let index = 0; index < times; index += 1) keep(work(index))
  const took: number[] = []
  for (let index = 0; index < times; index += 1) {
    const startedAt = performance.now()
    keep(work(index))
    took.push((performance.now() - startedAt) * 1000)
  }
  return took
}

/** Milliseconds one piece of work takes. */
export async function onceMs(work: () => unknown): Promise<number> {
  const startedAt = performance.now()
  keep(await work())
  return performance.now() - startedAt
}

let kept: unknown

/** Looks at a result, so that making it cannot be optimised away. */
function keep(result: unknown): void {
  if (result === kept) kept = undefined
  else kept = result
}
