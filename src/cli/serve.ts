/** `optout serve`: the bot, until it is told to stop. */

import { createLog } from '../log.ts'
import { type Running, startOptout } from '../main.ts'
import { noWords, readArguments } from './arguments.ts'
import type { CliContext } from './context.ts'

/** Prints one line `ready …` when it accepts work. SIGTERM and SIGINT drain and exit 0; a second one exits at once. */
export async function serve(argv: readonly string[], { write, config }: CliContext): Promise<void> {
  const args = readArguments(argv, { json: 'switch' })
  noWords(args)
  const settings = config()
  const log = createLog(settings)
  const stopping = new AbortController()
  const told = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve())
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1)
      log.info({ signal }, 'stopping')
      stopping.abort()
    })
  }
  const running = await startOptout(settings, { log, signal: stopping.signal }).catch((error: unknown) => {
    // Told to stop while it was starting: what had begun has been undone.
    if (stopping.signal.aborted) return null
    throw error
  })
  if (running === null) return
  if (args.flags.json === true)
    write(`ready ${JSON.stringify({ url: running.url, chatPlatforms: running.chatPlatforms, waitedFor: running.waitedFor })}\n`)
  else write(readyLine(running))
  await told
  await running.stop()
}

function readyLine({ url, chatPlatforms, waitedFor }: Running): string {
  const connected = chatPlatforms.filter((name) => name !== 'local')
  const parts = [`ready ${url}`]
  if (connected.length > 0) parts.push(`connected to ${connected.join(' and ')}`)
  if (waitedFor.length > 0) parts.push(`still waiting for ${waitedFor.join(' and ')}`)
  if (chatPlatforms.includes('local')) parts.push(`try it at ${url}/try`)
  return `${parts.join(' - ')}\n`
}
