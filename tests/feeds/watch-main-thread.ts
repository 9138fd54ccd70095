/** How long the main thread was busy without a pause, in its own time, so that other programs on the machine do not count. */

/** Samples until what it gives is called. */
export function watchMainThread(): () => { readonly busyMostMs: number; readonly rssMostMib: number } {
  let busyMost = 0
  let rssMost = 0
  const used = () => {
    const { user, system } = process.threadCpuUsage()
    return user + system
  }
  let last = used()
  const timer = setInterval(() => {
    const now = used()
    busyMost = Math.max(busyMost, now - last)
    last = now
    rssMost = Math.max(rssMost, process.memoryUsage.rss())
  }, 1)
  return () => {
    clearInterval(timer)
    return { busyMostMs: busyMost / 1_000, rssMostMib: Math.round(rssMost / 1024 / 1024) }
  }
}
