/** Runs the system's git: bounded in time, never asking anybody anything, failures as values. */

import { type ChildProcess, spawn } from 'node:child_process'
import type { GitFailure } from './git-error.ts'

export type GitResult = { readonly ok: true; readonly stdout: string } | { readonly ok: false; readonly failure: GitFailure }

export interface GitOptions {
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** What a plain refusal of git means here. */
  readonly refusedMeans: GitFailure['code']
  /** Another program in place of `git`; tests name one that does not exist. */
  readonly program?: string | undefined
}

/** Output beyond this is not kept; commands whose output may be long are streamed instead. */
const OUTPUT_BYTES_MAX = 4 * 1024 * 1024
const COMPLAINT_CHARS_MAX = 2_000

/**
 * Never ask for a name or password (an own session has no terminal to ask on, and the helper that would open a window answers nothing), give
 * up on a line that has gone quiet, and tidy up in the foreground so that nothing runs on behind us.
 */
const ALWAYS = [
  ['core.askPass', 'echo'],
  ['core.quotePath', 'false'],
  ['http.lowSpeedLimit', '1000'],
  ['http.lowSpeedTime', '60'],
  ['gc.autoDetach', 'false'],
  ['maintenance.autoDetach', 'false'],
  ['maintenance.autoDetach', 'false'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`])

/** Starts git in a session of its own, so that the helpers it starts end with it. */
export function spawnGit(args: readonly string[], program = 'git'): ChildProcess {
  return spawn(program, [...ALWAYS, ...args], { stdio: ['pipe', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
}

/** Ends git and what it started. */
export function endGit(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It ended in the meantime.
  }
}

/** Runs one command to its end. */
export function runGit(args: readonly string[], { timeoutMs, signal, refusedMeans, program }: GitOptions): Promise<GitResult> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(failed('stopped', 'Told to stop.'))
    const child = spawnGit(args, program)
    const chunks: Buffer[] = []
    let bytes = 0
    let complaint = ''
    let ended: GitFailure | null = null
    const end = (code: GitFailure['code'], detail: string) => {
      ended ??= { code, detail }
      endGit(child)
    }
    const onAbort = () => end('stopped', 'Told to stop.')
    const timer = setTimeout(() => end('timed-out', `git took longer than ${Math.round(timeoutMs / 1000)} seconds.`), timeoutMs)
    signal?.addEventListener('abort', onAbort, { once: true })
    const settle = (result: GitResult) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      resolve(result)
    }
    child.stdin?.on('error', () => {})
    child.stdin?.end()
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= OUTPUT_BYTES_MAX) chunks.push(chunk)
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-COMPLAINT_CHARS_MAX)
    })
    child.once('error', (error: NodeJS.ErrnoException) =>
      settle(
        error.code === 'ENOENT' ? failed('git-missing', 'git is not installed, or not on the PATH.') : failed(refusedMeans, error.message),
      ),
    )
    child.once('close', (code) => {
      if (ended !== null) return settle({ ok: false, failure: ended })
      if (code !== 0) return settle(failed(refusedMeans, lastLine(complaint)))
      settle({ ok: true, stdout: Buffer.concat(chunks).toString() })
    })
  })
}

function failed(code: GitFailure['code'], detail: string): GitResult {
  return { ok: false, failure: { code, detail } }
}

/** What git said last; progress lines end in a carriage return. */
export function lastLine(complaint: string): string {
  const lines = complaint.split(/[\r\n]+/).filter((line) => line.trim() !== '')
  return lines.findLast((line) => /^(fatal|error):/.test(line))?.replace(/^(fatal|error): /, '') ?? lines.at(-1) ?? 'git gave no reason.'
}
