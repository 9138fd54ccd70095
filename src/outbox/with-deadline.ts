/**
 * Calls `work` with a signal that aborts after `timeoutMs`, and stops waiting for it a moment later even when it does not listen. Rejects
 * with the signal's `TimeoutError` then, or with whatever `work` rejected with.
 */
export async function withDeadline<T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const overtime = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const reason = new DOMException(`took longer than ${timeoutMs} ms`, 'TimeoutError')
    controller.abort(reason)
    // One turn later, so that work that listens to the signal can still say what it knows.
    setImmediate(() => overtime.reject(reason))
  }, timeoutMs)
  try {
    return await Promise.race([work(controller.signal), overtime.promise])
  } finally {
    clearTimeout(timer)
  }
}
