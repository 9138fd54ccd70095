/** `optout outbox`: deliveries that wait or were given up, for an operator to look at, send again or drop. */

import type { Destination } from '../core/delivery.ts'
import type { ListedDelivery } from '../core/ports/outbox-store.ts'
import { systemClock } from '../main.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { storeLocation } from '../store-location.ts'
import { type Arguments, readArguments } from './arguments.ts'
import type { CliContext } from './context.ts'
import { UsageError } from './usage-error.ts'

const HOW = 'Try: optout outbox list, optout outbox retry 12, optout outbox retry all, or optout outbox drop 12.'
/** More than anybody reads; the newest come first. */
const LISTED_MAX = 1_000

/** Lists, retries or drops. Returns false when there was nothing of that number. May run beside `serve`, which notices within a minute. */
export async function outbox(argv: readonly string[], { write, config }: CliContext): Promise<boolean> {
  const args = readArguments(argv, { waiting: 'switch', json: 'switch' })
  const [verb, ...rest] = args.words
  const work = workFor(verb, rest, args)
  const settings = config()
  const practising = settings.discord === null && settings.slack === null
  const store = await openStore(practising ? { dataDir: settings.dataDir, file: 'practice.db' } : storeLocation(settings))
  try {
    return await work(store, systemClock.now(), write)
  } finally {
    await store.close()
  }
}

type Work = (store: Store, now: number, write: (text: string) => void) => Promise<boolean>

function workFor(verb: string | undefined, rest: readonly string[], { flags }: Arguments): Work {
  const asJson = flags.json === true
  if (flags.waiting === true && verb !== 'list') throw new UsageError('--waiting goes with optout outbox list.')
  switch (verb) {
    case 'list':
      if (rest.length > 0) throw new UsageError(HOW)
      return (store, now, write) => list(store, now, write, { which: flags.waiting === true ? 'waiting' : 'discarded', asJson })
    case 'retry': {
      const which = rest[0] === 'all' && rest.length === 1 ? {} : { id: numberOf(rest) }
      return async ({ outbox: deliveries }, now, write) => {
        const retried = await deliveries.retry(which, now)
        if (asJson) write(`${JSON.stringify({ retried })}\n`)
        else if (retried > 0) write(retried === 1 ? 'It will be sent again.\n' : `${retried} deliveries will be sent again.\n`)
        else write('id' in which ? `No delivery ${which.id} was given up.\n` : 'No delivery was given up.\n')
        return retried > 0 || !('id' in which)
      }
    }
    case 'drop': {
      const id = numberOf(rest)
      return async ({ outbox: deliveries }, now, write) => {
        const dropped = await deliveries.drop(id, now)
        if (asJson) write(`${JSON.stringify({ dropped })}\n`)
        else write(dropped ? 'It will never be sent.\n' : `No delivery ${id} waits or was given up.\n`)
        return dropped
      }
    }
    default:
      throw new UsageError(HOW)
  }
}

function numberOf(words: readonly string[]): number {
  const [word = ''] = words
  if (words.length !== 1 || !/^[1-9]\d{0,14}$/.test(word)) throw new UsageError(HOW)
  return Number(word)
}

async function list(
  { outbox: deliveries }: Store,
  now: number,
  write: (text: string) => void,
  { which, asJson }: { readonly which: 'waiting' | 'discarded'; readonly asJson: boolean },
): Promise<boolean> {
  const rows = (await deliveries.list({ which, limit: LISTED_MAX })).map((delivery) => rowOf(delivery, now))
  if (asJson) write(`${JSON.stringify(rows, null, 2)}\n`)
  else if (rows.length === 0) write(which === 'waiting' ? 'Nothing waits.\n' : 'Nothing was given up.\n')
  for (const row of asJson ? [] : rows) write(`${line(row)}\n`)
  return true
}

/** One delivery for a list. People stay unnamed, and its key, which names them, is left out. */
function rowOf({ id, state, class: kind, destination, code, attempts, wantedAt, dueAt }: ListedDelivery, now: number) {
  return {
    id,
    state,
    class: kind,
    chatPlatform: destination.chatPlatform,
    to: placeOf(destination),
    code,
    attempts,
    wantedAt: new Date(wantedAt).toISOString(),
    ageMinutes: Math.max(0, Math.floor((now - wantedAt) / 60_000)),
    nextAt: dueAt === null ? null : new Date(dueAt).toISOString(),
  }
}

const placeOf = (destination: Destination) => (destination.kind === 'channel' ? destination.channelId : 'a person')

function line({ id, state, class: kind, chatPlatform, to, code, attempts, ageMinutes }: ReturnType<typeof rowOf>): string {
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`
  return `${id}  ${state}  ${code ?? '-'}  ${kind} to ${chatPlatform} ${to}, ${age(ageMinutes)} old, ${tries}`
}

function age(minutes: number): string {
  if (minutes < 120) return `${minutes} min`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1_440)} days`
}
