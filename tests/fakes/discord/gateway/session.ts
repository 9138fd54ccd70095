import type { Connection } from './connection.ts'

/** How many past events a session keeps for a resume. */
const keptEvents = 500

/** A gateway session: it outlives its connection, so that a bot can come back to it. */
export interface Session {
  readonly id: string
  readonly shard: readonly [index: number, count: number]
  readonly intents: number
  seq: number
  /** Absent while the bot is away. */
  connection: Connection | undefined
  /** The last events, oldest first. */
  readonly kept: { readonly seq: number; readonly event: string; readonly data: unknown }[]
}

/** Sends an event to a session, or keeps it for the resume when the bot is away. */
export const sendEvent = (session: Session, event: string, data: unknown, keep = true): void => {
  session.seq += 1
  if (keep) {
    session.kept.push({ seq: session.seq, event, data })
    if (session.kept.length > keptEvents) session.kept.shift()
  }
  session.connection?.send({ op: 0, t: event, s: session.seq, d: data })
}

/** Gives a session a new connection and sends again what came after `seq`. False when that is no longer known. */
export const replay = (session: Session, connection: Connection, seq: number): boolean => {
  const oldest = session.kept[0]?.seq ?? session.seq + 1
  if (seq < oldest - 1) return false
  session.connection = connection
  for (const { seq: at, event, data } of session.kept) {
    if (at > seq) connection.send({ op: 0, t: event, s: at, d: data })
  }
  return true
}

/** The shard a guild belongs to; DMs go to shard 0. https://docs.discord.com/developers/events/gateway#sharding */
export const shardOf = (guildId: string | undefined, count: number): number =>
  guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count))
