/** Policy versions through the whole feed pipeline, beside the least that anybody has to do with them. */

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { generateHistory } from './replay/generated-history.ts'
import type { Pass } from './replay/pass-child.ts'
import type { Bench } from './support/bench.ts'
import { figureOf } from './support/figure.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const BENCH = 'Replay of a collection'
const MB = 1024 * 1024
const CHILD = join(import.meta.dirname, 'replay/pass-child.ts')
const DOCUMENTS = 100
/** About 45,000 characters, which is what a version in the public collections has on average. */
const SENTENCES = 330
/** Of the time of the first pass. */
const SECOND_PASS_MAX = 0.02

export const replay: Bench = {
  name: 'replay',
  async run({ rounds, versions }) {
    const folder = temporaryFolder()
    try {
      const dir = join(folder.path, 'made-up-versions')
      generateHistory(dir, { documents: DOCUMENTS, versions, sentences: SENTENCES })
      const floors: Pass[] = []
      const passes: Pass[] = []
      for (let round = 0; round < rounds; round += 1) {
        floors.push(await pass('floor', dir, folder.path))
        passes.push(await pass('ours', dir, join(folder.path, `data-${round}`)))
      }
      const perSecond = ({ ms }: Pass) => (versions * 1000) / ms
      const peakMb = ({ peakBytes }: Pass) => peakBytes / MB
      const name = 'read and split'
      return [
        figureOf({
          bench: BENCH,
          what: `${versions} versions`,
          unit: '/s',
          ours: passes.map(perSecond),
          baseline: { name, values: floors.map(perSecond) },
        }),
        figureOf({
          bench: BENCH,
          what: 'peak memory',
          unit: 'MB',
          ours: passes.map(peakMb),
          baseline: { name, values: floors.map(peakMb) },
        }),
        figureOf({
          bench: BENCH,
          what: 'again, nothing new',
          unit: 'ms',
          ours: passes.map(({ againMs }) => againMs),
          baseline: { name: 'first pass', values: passes.map(({ ms }) => ms) },
          target: SECOND_PASS_MAX,
        }),
      ]
    } finally {
      folder.remove()
    }
  },
}

async function pass(which: 'ours' | 'floor', dir: string, dataDir: string): Promise<Pass> {
  const { stdout } = await promisify(execFile)(process.execPath, [CHILD, which, dir, dataDir])
  return JSON.parse(stdout) as Pass
}
