/** One pass over a repository in a process of its own: `pass-child.ts ours|floor <dir> <data dir>`. Prints a {@link Pass} as JSON. */

import { replay } from '../../src/cli/replay.ts'
import { readConfig } from '../../src/config.ts'
import { openRepository, readHistory } from '../../src/feeds/open-terms-archive/history.ts'

/** What a pass took. */
export interface Pass {
  readonly ms: number
  /** The same command once more, with nothing new; 0 for the floor. */
  readonly againMs: number
  readonly peakBytes: number
}

const [, , which = '', dir = '', dataDir = ''] = process.argv
let looked = 0

/** What anybody has to do at least: read and decode both texts, look for a word, split into sentences. */
async function floor(): Promise<void> {
  const opened = await openRepository(dir, 'floor')
  if (opened.kind === 'failed') throw new Error(opened.failure.detail)
  for await (const { before, after } of readHistory(opened.repository))
    for (const text of [before ?? '', after])
      looked += text.split(/(?<=[.!?])\s+/).length + (/\bmachine learning|\btrain/i.test(text) ? 1 : 0)
}

async function ours(): Promise<void> {
  const written = await replay(['--collection', dir, '--json'], {
    write: (text) => {
      looked += text.length
    },
    config: () => readConfig({ DATA_DIR: dataDir }),
  })
  if (!written) throw new Error('the replay did not finish')
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

const pass = which === 'ours' ? ours : floor
const ms = await timed(pass)
const againMs = which === 'ours' ? await timed(pass) : 0
if (looked === 0) throw new Error('nothing was looked at')
process.stdout.write(JSON.stringify({ ms, againMs, peakBytes: process.resourceUsage().maxRSS * 1024 } satisfies Pass))
