/** Writes deliveries without end and prints each key once the store has acknowledged it. Killed by the test. */

import { claimDirectory } from '../../src/store/claim-directory.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aDelivery, NOON } from '../contracts/store-samples.ts'

const dataDir = process.argv[2] ?? ''
claimDirectory(dataDir)
const { outbox } = await openStore({ dataDir })
for (let n = 0; ; n += 1) {
  const key = `${process.pid}-${n}`
  await outbox.enqueue([aDelivery(key, { destination: { kind: 'person', chatPlatform: 'discord', userId: key } })], NOON)
  console.log(key)
}
