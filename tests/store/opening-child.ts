/** Opens a store, says which tables it found or made, and stays until it is killed. */

import { openStore } from '../../src/store/open-store.ts'

const { schemaVersion } = await openStore({ dataDir: process.argv[2] ?? '' })
console.log(schemaVersion)
setInterval(() => {}, 60_000)
