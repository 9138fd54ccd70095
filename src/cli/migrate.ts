/** `optout migrate`: brings the tables up to date without starting the bot, which otherwise does it itself. */

import { openStore } from '../store/open-store.ts'
import { storeLocation } from '../store-location.ts'
import { noWords, readArguments } from './arguments.ts'
import type { CliContext } from './context.ts'

export async function migrate(argv: readonly string[], { write, config }: CliContext): Promise<void> {
  const args = readArguments(argv, { json: 'switch' })
  noWords(args)
  const store = await openStore(storeLocation(config()))
  const { schemaVersion } = store
  await store.close()
  write(args.flags.json === true ? `${JSON.stringify({ schemaVersion })}\n` : `The tables are up to date: version ${schemaVersion}.\n`)
}
