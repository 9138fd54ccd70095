/** Claims a data directory, says so, and stays until it is killed. */

import { claimDirectory } from '../../src/store/claim-directory.ts'

claimDirectory(process.argv[2] ?? '')
console.log('claimed')
setInterval(() => {}, 60_000)
