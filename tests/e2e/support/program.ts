/** The real program in a process of its own: started, watched, stopped or killed. */

import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { VARIABLES } from '../../../src/config.ts'

const CLI = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url))
/** Compiled code, kept between runs: most of what starting a program costs. Losing it costs time only. */
const COMPILED = fileURLToPath(new URL('../../../node_modules/.cache/optout-tests', import.meta.url))
const CLOCK = new URL('./machine-clock.ts', import.meta.url).href

export type Environment = Readonly<Record<string, string>>

export interface Exit {
  /** `null` when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Program {
  readonly pid: number
  /** Everything said so far. */
  readonly stdout: string
  readonly stderr: string
  /** Resolves with the address in the `ready` line; rejects with what was said when the program ends before. */
  ready(): Promise<string>
  /** Resolves when it has ended. */
  readonly ended: Promise<Exit>
  /** SIGTERM, as an operator's system stops it. */
  stop(): Promise<Exit>
  /** SIGKILL, as a crash or the kernel ends it. */
  kill(): Promise<Exit>
  /** Whether the process, or any it started, is still there. */
  isRunning(): boolean
}

export interface ProgramOptions {
  readonly args?: readonly string[]
  readonly env?: Environment
  /** Variables that are not there at all; those not given are there and empty, so that no `.env` fills them in. */
  readonly unset?: readonly string[]
  /** Where it runs. A directory without an `.env` unless told. */
  readonly cwd?: string
  /** Who runs it; only root may choose. */
  readonly uid?: number
  readonly gid?: number
  /** How far the machine's clock is ahead of the real one. */
  readonly clockAheadMs?: number
  /** What to run instead of the program itself, such as the line `npm start` runs. */
  readonly shellLine?: string
}

/** No variable of the person who runs the tests reaches the program, and the program reaches for no page of the real web. */
const blank = { ...Object.fromEntries([...VARIABLES, 'DATABASE_URL'].map((name) => [name, ''])), FEEDS_FILE: 'off' }

/** Nothing started here outlives the tests, whatever becomes of them. */
const alive = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of alive) end(child)
})

function end(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** Starts `optout …`; `serve` unless told. */
export function startProgram({
  uid,
  gid,
  args = ['serve'],
  env = {},
  unset = [],
  cwd = tmpdir(),
  clockAheadMs,
  shellLine,
}: ProgramOptions): Program {
  const clock = clockAheadMs === undefined ? [] : ['--import', CLOCK]
  const [command, commandArgs] = shellLine === undefined ? [process.execPath, [...clock, CLI, ...args]] : ['/bin/sh', ['-c', shellLine]]
  const variables: Record<string, string> = {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    NODE_COMPILE_CACHE: COMPILED,
    ...blank,
    ...(clockAheadMs === undefined ? {} : { MACHINE_CLOCK_AHEAD_MS: String(clockAheadMs) }),
    ...env,
  }
  for (const name of unset) delete variables[name]
  const child = spawn(command, commandArgs, {
    cwd,
    env: variables,
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that whatever it leaves behind can be found.
    detached: true,
  })
  alive.add(child)
  if (child.stdout === null || child.stderr === null) throw new Error('a program without output')
  let stdout = ''
  let stderr = ''
  let heard = () => {}
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    heard()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      alive.delete(child)
      resolve({ code, stdout, stderr })
    })
  })

  const program: Program = {
    get pid() {
      return child.pid ?? 0
    },
    get stdout() {
      return stdout
    },
    get stderr() {
      return stderr
    },
    ended,
    async ready() {
      const line = new Promise<string>((resolve) => {
        heard = () => {
          const url = /^ready (\S+)/m.exec(stdout)?.[1]
          if (url !== undefined) resolve(url)
        }
        heard()
      })
      const early = ended.then(({ code }) => {
        throw new Error(`the program ended with ${code} before it was ready: ${stdout}${stderr}`)
      })
      return Promise.race([line, early])
    },
    stop() {
      child.kill('SIGTERM')
      return ended
    },
    kill() {
      end(child)
      return ended
    },
    isRunning() {
      try {
        process.kill(-program.pid, 0)
        return true
      } catch {
        return false
      }
    },
  }
  return program
}

/** Runs a command to its end. */
export function run(args: readonly string[], options: Omit<ProgramOptions, 'args'> = {}): Promise<Exit> {
  return startProgram({ ...options, args }).ended
}
