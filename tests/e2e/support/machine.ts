/** The machine a program runs on, as far as tests decide it: a data directory of its own, and a clock that can be set between two runs. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Machine {
  readonly dataDir: string
  /** Epoch milliseconds. Runs as fast as the real clock. */
  now(): number
  /** Sets the clock, for fakes that follow `now` at once, for programs when they are next started. */
  setClock(instant: string): void
  /** How far the clock is ahead of the real one. */
  readonly aheadMs: number
  /** Removes the data directory. */
  dispose(): void
}

/** A machine with an empty data directory; `instant` (ISO 8601) is where its clock starts, the real time unless told. */
export function aMachine(instant?: string): Machine {
  const dataDir = mkdtempSync(join(tmpdir(), 'optout-e2e-'))
  let aheadMs = 0
  const machine: Machine = {
    dataDir,
    now: () => Date.now() + aheadMs,
    setClock(to) {
      aheadMs = Date.parse(to) - Date.now()
    },
    get aheadMs() {
      return aheadMs
    },
    dispose: () => rmSync(dataDir, { recursive: true, force: true }),
  }
  if (instant !== undefined) machine.setClock(instant)
  return machine
}
