/** Ports that die under a process: for asking what a crash at any one call loses or repeats. */

/** How one call goes: done, lost before it took effect, on its way when the process ends, or done with the answer lost. */
export type CallFate = 'works' | 'dies-before' | 'dies-during' | 'dies-after'

/** Thrown where a process would have died. */
export class Crash extends Error {}

/** One life of a process. After its first death every call of it dies, since a dead process makes none. */
export interface Life {
  /** The same port, whose asynchronous methods meet their fate. */
  mortal<Port extends object>(port: Port): Port
}

/** `fateOf` is asked once for each call, in the order they are made. */
export function createLife(fateOf: () => CallFate): Life {
  let dead = false
  return {
    mortal: (port) =>
      new Proxy(port, {
        get(target, name) {
          const method: unknown = Reflect.get(target, name)
          if (typeof method !== 'function') return method
          return async (...args: readonly unknown[]): Promise<unknown> => {
            if (dead) throw new Crash(String(name))
            const fate = fateOf()
            if (fate !== 'works') dead = true
            if (fate === 'dies-before') throw new Crash(String(name))
            if (fate === 'dies-during') {
              Promise.resolve(Reflect.apply(method, target, args)).catch(() => {})
              throw new Crash(String(name))
            }
            const answer: unknown = await Reflect.apply(method, target, args)
            if (fate === 'dies-after') throw new Crash(String(name))
            return answer
          }
        },
      }),
  }
}
