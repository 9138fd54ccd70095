/** One thing at a time for each host: whoever comes next waits. */

export interface HostTurns {
  /** Runs `work` once all earlier work for this host is over. */
  take<T>(host: string, work: () => Promise<T>): Promise<T>
}

export function createHostTurns(): HostTurns {
  const last = new Map<string, Promise<unknown>>()
  return {
    async take(host, work) {
      const before = last.get(host)
      const mine = before === undefined ? work() : before.then(work)
      const over = mine.catch(() => {})
      last.set(host, over)
      try {
        return await mine
      } finally {
        if (last.get(host) === over) last.delete(host)
      }
    },
  }
}
