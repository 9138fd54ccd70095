/** Brings a file's written bytes onto the disk without stopping the thread: many who ask at once share one flush. */

import { closeSync, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'

const datasync = promisify(fdatasync)

export interface DiskSync {
  /** Resolves once everything written to the file before the call is on the disk. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** For a file that exists by the first call of `sync`. */
export function createDiskSync(path: string): DiskSync {
  let file: number | undefined
  let running: Promise<void> | null = null
  /** Begins when the one that runs has ended: that one may have begun before the latest bytes were written. */
  let next: Promise<void> | null = null

  async function flush(): Promise<void> {
    // Windows flushes only what is open for writing.
    file ??= openSync(path, 'r+')
    await datasync(file)
  }

  function begin(): Promise<void> {
    next = null
    running = flush().finally(() => {
      running = null
    })
    return running
  }

  return {
    sync() {
      if (running === null) return begin()
      next ??= running.then(begin, begin)
      return next
    },
    async close() {
      await running?.catch(() => {})
      if (file !== undefined) closeSync(file)
      file = undefined
    },
  }
}
