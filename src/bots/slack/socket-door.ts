/**
 * Slack over Socket Mode, without a public address: keeps one connection open, opens the next before Slack closes this one, and comes back
 * after losing it. The library's own reconnecting is off: it leaves gaps, and ends the process when Slack cannot be reached
 * (an unhandled rejection in @slack/socket-mode 3.1.0).
 */

import { type App, type Receiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Log } from '../../core/ports/log.ts'
import { codeOf } from './errors.ts'
import { pause } from './pause.ts'
import { SocketFrame } from './schema.ts'
import { quietLogger } from './web-api.ts'

export interface SocketDoor {
  /** For `new App({ receiver })`. */
  readonly receiver: Receiver
  /** Opens the first connection. Rejects with the library's error when it cannot be opened. */
  open(): Promise<void>
  readonly isOpen: boolean
  close(): Promise<void>
}

/** Waits before the n-th try to come back; the last one repeats. */
const RECONNECT_MS = [0, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000]
/** How long Slack may take from the request for an address to `hello`. */
const HELLO_TIMEOUT_MS = 15_000

type Client = SocketModeReceiver['client']

/** What the client makes of one envelope. https://github.com/slackapi/node-slack-sdk/blob/main/packages/socket-mode/src/SocketModeClient.ts */
interface SlackEvent extends Pick<ReceiverEvent, 'body' | 'ack'> {
  readonly retry_num?: number
  readonly retry_reason?: string
}

export function createSocketDoor(options: {
  readonly appToken: string
  readonly clientOptions: WebClientOptions
  readonly log: Log
  readonly reconnectMs?: readonly number[]
}): SocketDoor {
  const { log, reconnectMs = RECONNECT_MS } = options
  let app: App | null = null
  let current: Client | null = null
  let reconnecting = false
  const closing = new AbortController()

  /** One connection, resolved once Slack said hello on it. */
  async function connect(): Promise<Client> {
    const receiver = new SocketModeReceiver({
      appToken: options.appToken,
      autoReconnectEnabled: false,
      logger: quietLogger(log),
      installerOptions: { clientOptions: { ...options.clientOptions } },
    })
    const { client } = receiver
    // The receiver's own listener writes every answer out as JSON twice more, for a debug log that nobody keeps.
    client.removeAllListeners('slack_event')
    client.on('slack_event', (event: SlackEvent) => void hand(event))
    guardFrames(client)
    client.on('disconnected', () => lost(client))
    const started = client.start()
    try {
      await within(started, HELLO_TIMEOUT_MS)
    } catch (error) {
      // A late `hello` must not leave a second, forgotten connection behind.
      started.then(() => client.disconnect()).catch(() => {})
      throw error
    }
    return client
  }

  async function hand({ body, ack, retry_num, retry_reason }: SlackEvent): Promise<void> {
    try {
      const retry = retry_num === undefined ? {} : { retryNum: retry_num, retryReason: retry_reason ?? '' }
      await app?.processEvent({ body, ack, ...retry })
    } catch {
      log.warn({ chatPlatform: 'slack' }, 'slack request could not be handled')
    }
  }

  /** The library reads frames in an async listener and trusts their shape: a frame of another shape would end the process. */
  function guardFrames(client: Client): void {
    const deliver = client.listeners('ws_message')
    client.removeAllListeners('ws_message')
    client.on('ws_message', (data: unknown, isBinary: boolean) => {
      const frame = isBinary || typeof data !== 'string' ? undefined : parseFrame(data)
      if (frame === undefined) {
        log.warn({ chatPlatform: 'slack' }, 'slack frame not understood')
        return
      }
      const pass = () => {
        for (const listener of deliver) listener(data, isBinary)
      }
      // A warning comes about ten seconds ahead: time to have the next connection open before this one closes.
      if (frame.type === 'disconnect' && current === client && !closing.signal.aborted) void reconnect().finally(pass)
      else pass()
    })
  }

  function lost(client: Client): void {
    if (client !== current) return
    current = null
    if (closing.signal.aborted) return
    log.warn({ chatPlatform: 'slack' }, 'slack connection lost')
    void reconnect()
  }

  async function reconnect(): Promise<void> {
    if (reconnecting) return
    reconnecting = true
    try {
      for (let attempt = 0; !closing.signal.aborted; attempt++) {
        await pause(reconnectMs[Math.min(attempt, reconnectMs.length - 1)] ?? 0, closing.signal)
        if (closing.signal.aborted) return
        try {
          const next = await connect()
          if (closing.signal.aborted) return await next.disconnect()
          current = next
          log.info({ chatPlatform: 'slack' }, 'slack connected again')
          return
        } catch (error) {
          log.warn({ chatPlatform: 'slack', code: error === undefined ? 'closed' : codeOf(error) }, 'slack cannot be connected')
        }
      }
    } finally {
      reconnecting = false
    }
  }

  return {
    // Connections come and go below; Bolt only hands over the app that events go to.
    receiver: {
      init(built) {
        app = built
      },
      start: async () => {},
      stop: async () => {},
    },
    async open() {
      const client = await connect()
      if (closing.signal.aborted) {
        await client.disconnect()
        throw new DOMException('stopped', 'AbortError')
      }
      current = client
    },
    get isOpen() {
      return current !== null
    },
    async close() {
      closing.abort()
      const client = current
      current = null
      // Slack may never complete the closing handshake; leaving does not wait for it.
      if (client !== null) await within(client.disconnect(), CLOSE_TIMEOUT_MS).catch(() => {})
    },
  }
}

const CLOSE_TIMEOUT_MS = 2_000

function parseFrame(data: string): SocketFrame | undefined {
  try {
    return SocketFrame.safeParse(JSON.parse(data)).data
  } catch {
    return undefined
  }
}

function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DOMException('took too long', 'TimeoutError')), timeoutMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
