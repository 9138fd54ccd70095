/** Runs parsers of foreign input in a thread of their own: large input does not hold up the bot, and hostile input costs time and memory of the thread only. */

import { Worker } from 'node:worker_threads'

/** A module that exports `parse`, by its address. The types are what `parse` takes and gives; both travel as structured clones. */
export interface ParserModule<Input, Output> {
  readonly href: string
  /** Never there: it only carries the types. */
  readonly types?: (input: Input) => Output
}

export type Parsed<Output> =
  | { readonly kind: 'parsed'; readonly value: Output }
  /** `parse-failed`: it threw. `parse-too-long`, `parse-too-large`: it needed more time or memory than it may have. */
  | { readonly kind: 'failed'; readonly code: 'parse-failed' | 'parse-too-long' | 'parse-too-large' | 'stopped' }

export interface OffThread {
  /** One job at a time, in the order asked. Never rejects. */
  run<Input, Output>(module: ParserModule<Input, Output>, input: Input): Promise<Parsed<Output>>
  /** Ends the thread; jobs that wait are `stopped`. */
  stop(): Promise<void>
}

export interface Job {
  readonly id: number
  readonly module: string
  readonly input: unknown
}

export type Report =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: string }

export interface OffThreadOptions {
  /** For one job. */
  readonly timeoutMs?: number
  readonly memoryMib?: number
  /** The thread ends when nothing was asked of it for so long; it holds tens of megabytes. */
  readonly idleMs?: number
}

/** The parser in a module beside the caller: `parserModule<Input, Output>(new URL('./parse.ts', import.meta.url))`. */
export const parserModule = <Input, Output>(url: URL): ParserModule<Input, Output> => ({ href: url.href })

/** Starts no thread before the first job. */
export function createOffThread({ timeoutMs = 20_000, memoryMib = 512, idleMs = 30_000 }: OffThreadOptions = {}): OffThread {
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  let ids = 0
  let stopped = false
  let endJob: ((code: 'stopped') => void) | null = null

  const end = async () => {
    clearTimeout(idle)
    const ending = worker
    worker = null
    await ending?.terminate()
  }

  function start(): Worker {
    // It needs nothing of our environment, and a fault of it must not end the process.
    const started = new Worker(new URL('./worker.ts', import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: memoryMib },
    })
    started.on('error', () => {})
    started.on('exit', () => {
      if (worker === started) worker = null
    })
    return started
  }

  function runNow<Output>(module: string, input: unknown): Promise<Parsed<Output>> {
    if (stopped) return Promise.resolve({ kind: 'failed', code: 'stopped' })
    clearTimeout(idle)
    worker ??= start()
    const thread = worker
    const id = ++ids
    return new Promise((resolve) => {
      const over = (parsed: Parsed<Output>) => {
        clearTimeout(timer)
        thread.off('message', onMessage).off('error', onError).off('exit', onExit)
        endJob = null
        // While nothing runs, the thread keeps no process alive.
        thread.unref()
        idle = setTimeout(() => void end(), idleMs)
        idle.unref()
        resolve(parsed)
      }
      const onMessage = (report: Report) => {
        if (report.id !== id) return
        // What a parser gives is what its module is declared to give.
        over(report.ok ? { kind: 'parsed', value: report.value as Output } : { kind: 'failed', code: 'parse-failed' })
      }
      const onError = (error: unknown) => {
        const outOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        over({ kind: 'failed', code: outOfMemory ? 'parse-too-large' : 'parse-failed' })
      }
      const onExit = () => over({ kind: 'failed', code: 'parse-failed' })
      const timer = setTimeout(() => {
        void end()
        over({ kind: 'failed', code: 'parse-too-long' })
      }, timeoutMs)
      endJob = (code) => over({ kind: 'failed', code })
      thread.ref()
      thread.on('message', onMessage).on('error', onError).on('exit', onExit)
      thread.postMessage({ id, module, input } satisfies Job)
    })
  }

  return {
    run(module, input) {
      const mine = last.then(() => runNow<ReturnType<NonNullable<typeof module.types>>>(module.href, input))
      last = mine
      return mine
    },
    async stop() {
      stopped = true
      endJob?.('stopped')
      await end()
    },
  }
}
