/** A process of its own that is measured: started, asked over IPC what it has used, and ended. */

import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const PROBE = join(import.meta.dirname, 'probe.ts')

/** Every program finds its code compiled and stripped of types, as our own does from its second start on. */
const COMPILED = join(ROOT, 'node_modules/.cache/optout/bench')

/** What the parent sends. */
export interface Asked {
  readonly id: number
  readonly question: 'use' | 'settled-memory'
}

/** What the probe answers: processor time of all threads since the start, user and system, in microseconds; resident bytes. */
export interface Answer {
  readonly id: number
  readonly cpuUs: number
  readonly rssBytes: number
}

export interface Program {
  /** Path from the project's root. */
  readonly script: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Set for memory: `settledMemoryBytes` then collects garbage first. */
  readonly exposeGc?: boolean
  /** False where only the start is measured: nothing can be asked then. */
  readonly probed?: boolean
  /** Extra options for Node itself, such as `--cpu-prof`. */
  readonly execArgv?: readonly string[]
}

export interface MeasuredChild {
  /** From the start of the process to its `ready` line. */
  readonly readyMs: number
  /** The `ready` line. */
  readonly readyLine: string
  /** Processor time used so far, in microseconds. */
  cpuUs(): Promise<number>
  /** Resident memory, after as much garbage collection as there can be. */
  settledMemoryBytes(): Promise<number>
  /** Ends it as an operator would, by SIGTERM; after five seconds, by SIGKILL. */
  stop(): Promise<void>
}

const START_PATIENCE_MS = 60_000
const STOP_PATIENCE_MS = 5_000

/** Variables of ours in the caller's environment must not reach a measured process. */
const OURS = /^(DISCORD|SLACK|OPTOUT|DATA_DIR|DEFAULT_|PUBLIC_URL|HOST$|PORT$|LOG_LEVEL)/

/** Starts `program` and resolves at its `ready` line. Rejects with what it wrote to stderr when it ends before that. */
export async function startMeasured({
  script,
  args = [],
  env = {},
  exposeGc = false,
  probed = true,
  execArgv = [],
}: Program): Promise<MeasuredChild> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)))
  const startedAt = performance.now()
  const child = fork(join(ROOT, script), args, {
    cwd: ROOT,
    env: { ...inherited, NODE_ENV: 'production', NODE_COMPILE_CACHE: COMPILED, FEEDS_FILE: 'off', ...env },
    execArgv: [...(probed ? ['--import', PROBE] : []), ...(exposeGc ? ['--expose-gc'] : []), ...execArgv],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const { readyLine, readyMs } = await readyOf(child, script, startedAt)
  const waiting = new Map<number, (answer: Answer) => void>()
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  let asked = 0
  const ask = (question: Asked['question']): Promise<Answer> =>
    new Promise((resolve, reject) => {
      asked += 1
      waiting.set(asked, resolve)
      child.send({ id: asked, question } satisfies Asked, (error) => {
        if (error !== null) reject(error)
      })
    })
  return {
    readyMs,
    readyLine,
    cpuUs: async () => (await ask('use')).cpuUs,
    settledMemoryBytes: async () => (await ask('settled-memory')).rssBytes,
    stop: () => stop(child),
  }
}

function readyOf(child: ChildProcess, script: string, startedAt: number): Promise<{ readyLine: string; readyMs: number }> {
  return new Promise((resolve, reject) => {
    let said = ''
    let complaints = ''
    const fail = (why: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`${script} ${why}\n${complaints}`))
    }
    const timer = setTimeout(() => fail(`was not ready within ${START_PATIENCE_MS} ms`), START_PATIENCE_MS)
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const readyLine = /^ready.*$/m.exec(said)?.[0]
      if (readyLine === undefined) return
      const readyMs = performance.now() - startedAt
      clearTimeout(timer)
      child.stdout?.removeAllListeners('data').resume()
      resolve({ readyLine, readyMs })
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      complaints = (complaints + chunk.toString()).slice(-4_000)
    })
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`ended with ${code} before it was ready`))
  })
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
