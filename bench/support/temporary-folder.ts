import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new, empty folder, and its end. */
export interface TemporaryFolder {
  readonly path: string
  remove(): void
}

/** Makes one; every measured bot gets its own, so that none meets another's data. */
export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'optout-bench-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
