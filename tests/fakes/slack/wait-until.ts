/** Waiting for something to become true in the fake, without sleeping. */
import type { Journal } from './journal.ts'

/** How often to look when nothing happens in the fake itself: `look` may read the bot's state, too. */
const lookEveryMs = 20

/** The first truthy value of `look`. @throws when there is none in time, with what the fake saw. */
export function waitUntil<T>(look: () => T | undefined | false | null, journal: Journal, timeoutMs: number): Promise<T> {
  const first = look()
  if (first) return Promise.resolve(first)
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer)
      clearInterval(poll)
      stopListening()
    }
    const check = (): void => {
      try {
        const value = look()
        if (!value) return
        finish()
        resolve(value)
      } catch (error) {
        finish()
        reject(error)
      }
    }
    const timer = setTimeout(() => {
      finish()
      const last = journal.requests.slice(-5).map(({ method, status, error }) => `${method} ${error ?? status}`)
      reject(new Error(`nothing came of it within ${timeoutMs} ms; last requests: ${last.join(', ') || 'none'}`))
    }, timeoutMs)
    const poll = setInterval(check, lookEveryMs)
    const stopListening = journal.whenChanged(check)
  })
}
