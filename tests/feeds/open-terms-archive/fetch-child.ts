/** Fetches a mirror in a process of its own, to be killed in the middle: `fetch-child.ts <url> <folder>`; says `slice` after each slice. */

import { syncMirror } from '../../../src/feeds/open-terms-archive/mirror.ts'

const [, , url = '', folder = ''] = process.argv
const outcome = await syncMirror({ url, folder, sliceCommits: 20, onSlice: () => process.stdout.write('slice\n') })
process.stdout.write(`${outcome.kind}\n`)
