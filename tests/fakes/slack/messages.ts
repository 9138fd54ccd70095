/** The messages people see, public and ephemeral, as they stand now and as they stood before each edit. */
import { nameBlocks } from './block-ids.ts'
import type { JsonObject } from './json.ts'

/** A message in a channel, a DM, or shown to one person only. The same object stays while the message is edited. */
export interface FakeMessage {
  readonly ts: string
  readonly teamId: string
  readonly channelId: string
  /** Who wrote it. */
  readonly userId: string
  readonly botId: string | undefined
  readonly threadTs: string | undefined
  /** The one person who sees it, for an ephemeral message. */
  readonly ephemeralTo: string | undefined
  text: string
  blocks: JsonObject[]
  attachments: JsonObject[]
  metadata: JsonObject | undefined
  deleted: boolean
  /** How often it was replaced or updated. */
  edits: number
  /** What people chose in its selects, by block and action id. */
  readonly state: Map<string, JsonObject>
}

/** The part of a message that a bot writes. */
export interface MessageContent {
  readonly text: string
  readonly blocks: JsonObject[]
  readonly attachments: JsonObject[]
  readonly metadata: JsonObject | undefined
}

/** All messages of all channels. */
export interface MessageStore {
  /** A new timestamp, `seconds.micros`, later than every one before it. */
  nextTs(): string
  add(message: Omit<FakeMessage, 'ts' | 'deleted' | 'edits' | 'state'>): FakeMessage
  find(channelId: string, ts: string): FakeMessage | undefined
  /** Replaces what a message says. Choices survive in elements that keep their ids, as in Slack's clients. */
  replace(message: FakeMessage, content: MessageContent): void
  /** Oldest first; deleted ones included. */
  inChannel(channelId: string): readonly FakeMessage[]
  /** Ephemeral messages shown to one person, oldest first. */
  ephemeralTo(userId: string): readonly FakeMessage[]
  clear(): void
}

/** Keeps at most `keptPerChannel` messages of each channel, for long benchmarks. */
export function createMessageStore(now: () => number, keptPerChannel: number): MessageStore {
  const channels = new Map<string, FakeMessage[]>()
  const ephemeral = new Map<string, FakeMessage[]>()
  const byKey = new Map<string, FakeMessage>()
  let lastMicros = 0

  const nextTs = (): string => {
    lastMicros = Math.max(lastMicros + 1, Math.floor(now()) * 1000)
    return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`
  }
  const append = (lists: Map<string, FakeMessage[]>, key: string, message: FakeMessage): void => {
    const list = lists.get(key)
    if (list === undefined) lists.set(key, [message])
    else {
      list.push(message)
      if (list.length > keptPerChannel * 2) {
        for (const old of list.splice(0, list.length - keptPerChannel)) byKey.delete(`${old.channelId} ${old.ts}`)
      }
    }
  }
  return {
    nextTs,
    add(init) {
      const message: FakeMessage = {
        ...init,
        blocks: nameBlocks(init.blocks),
        ts: nextTs(),
        deleted: false,
        edits: 0,
        state: new Map(),
      }
      byKey.set(`${message.channelId} ${message.ts}`, message)
      if (message.ephemeralTo === undefined) append(channels, message.channelId, message)
      else append(ephemeral, message.ephemeralTo, message)
      return message
    },
    find(channelId, ts) {
      const message = byKey.get(`${channelId} ${ts}`)
      return message?.deleted ? undefined : message
    },
    replace(message, content) {
      message.text = content.text
      message.blocks = nameBlocks(content.blocks)
      message.attachments = content.attachments
      message.metadata = content.metadata ?? message.metadata
      message.edits += 1
    },
    inChannel: (channelId) => channels.get(channelId) ?? [],
    ephemeralTo: (userId) => ephemeral.get(userId) ?? [],
    clear() {
      channels.clear()
      ephemeral.clear()
      byKey.clear()
    },
  }
}
