import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A program of this folder in a process of its own, to be killed without warning. */
export interface Child {
  /** Lines it has printed so far. */
  readonly lines: readonly string[]
  /** Resolves when it has printed at least this many lines; rejects when it ends before. */
  printed(count: number): Promise<void>
  /** Ends it as a crash would, and waits until it is gone. */
  kill(): Promise<void>
}

/** Starts `file` (beside this one) with the runtime that runs the tests. */
export function startChild(file: string, ...args: readonly string[]): Child {
  const process_: ChildProcess = spawn(process.execPath, [new URL(file, import.meta.url).pathname, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  let complaints = ''
  let heard = () => {}
  const { stdout, stderr } = process_
  if (stdout === null || stderr === null) throw new Error('a child without output')
  const exited = once(process_, 'exit')
  createInterface(stdout).on('line', (line) => {
    lines.push(line)
    heard()
  })
  stderr.on('data', (data: Buffer) => {
    complaints += data.toString()
  })
  return {
    lines,
    async printed(count) {
      while (lines.length < count) {
        const next = new Promise<'line'>((resolve) => {
          heard = () => resolve('line')
        })
        if ((await Promise.race([next, exited.then(() => 'exit')])) === 'exit') throw new Error(`the child ended early: ${complaints}`)
      }
    },
    async kill() {
      process_.kill('SIGKILL')
      await exited
    },
  }
}
