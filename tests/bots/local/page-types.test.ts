import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')

test("the page's modules type-check as browser code", () => {
  // The project's own check knows no DOM; these files are checked by what their comments say.
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  expect(() => execFileSync(process.execPath, [tsc, '--project', join(root, 'src/bots/local/page')], { encoding: 'utf8' })).not.toThrow()
})
