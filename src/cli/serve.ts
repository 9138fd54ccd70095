/** `optout serve`: the bot, until it is told to stop. */

import { createLog } from '../log.ts'
import { startOptout } from '../main.ts'
import { noWords, readArguments } from './arguments.ts'
import type { CliContext } from './context.ts'

/** Prints one line `ready …` when it accepts work. SIGTERM and SIGINT drain and exit 0; a second one exits at once. */
export async function serve(argv: readonly string[], { write, config }: CliContext): Promise<void> {
  const args = readArguments(argv, { json: 'switch' })
  noWords(args)
  const settings = config()
  const log = createLog(settings)
  const stopped = Promise.withResolvers<void>()
  const running = await startOptout(settings, { log })
  let asked = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1)
      asked = true
      log.info({ signal }, 'stopping')
      running.stop().then(stopped.resolve, stopped.reject)
    })
  }
  if (args.flags.json === true) write(`ready ${JSON.stringify({ url: running.url, chatPlatforms: running.chatPlatforms })}\n`)
  else write(readyLine(running))
  await stopped.promise
}

function readyLine({ url, chatPlatforms }: { readonly url: string; readonly chatPlatforms: readonly string[] }): string {
  const connected = chatPlatforms.filter((name) => name !== 'local')
  const parts = [`ready ${url}`]
  if (connected.length > 0) parts.push(`connected to ${connected.join(' and ')}`)
  if (chatPlatforms.includes('local')) parts.push(`try it at ${url}/try`)
  return `${parts.join(' - ')}\n`
}
