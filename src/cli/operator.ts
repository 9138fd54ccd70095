/** `optout operator`: a link that lets one browser into the operators' pages of the bot that runs, once. */

import { systemClock } from '../main.ts'
import { openStore } from '../store/open-store.ts'
import { storeLocation } from '../store-location.ts'
import { createOperatorDoor } from '../web/index.ts'
import { noWords, readArguments } from './arguments.ts'
import type { CliContext } from './context.ts'

/** Prints the link. Whoever can run this can read the database anyway. */
export async function operator(argv: readonly string[], { write, config }: CliContext): Promise<void> {
  const args = readArguments(argv, { json: 'switch' })
  noWords(args)
  const settings = config()
  const store = await openStore(storeLocation(settings))
  try {
    const path = await createOperatorDoor({ keys: store.operatorKeys, clock: systemClock }).newPath()
    const url = `${settings.publicUrl ?? `http://${settings.host}:${settings.port}`}${path}`
    write(args.flags.json === true ? `${JSON.stringify({ url })}\n` : `${url}\nIt works once, within ten minutes, while the bot runs.\n`)
  } finally {
    await store.close()
  }
}
