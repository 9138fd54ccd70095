/** Lets operators in: a link that works once, and a session for the browser that used it. Keeps hashes only. */

import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../core/ports/clock.ts'
import type { OperatorKeyKind, OperatorKeys } from '../../core/ports/operator-keys.ts'

/** Long enough to walk to another device, short enough to be worthless in a log. */
const LINK_MS = 10 * 60_000
const SESSION_MS = 12 * 60 * 60_000

/** How long a session lasts, in whole seconds, for its cookie. */
export const SESSION_SECONDS = SESSION_MS / 1000

export interface OperatorDoor {
  /** A fresh path below our pages, such as `/operators/enter/…`, that lets one browser in, once, within ten minutes. */
  newPath(): Promise<string>
  /** The session of the browser that comes with this code; `null` when it was used or is too old. */
  enter(code: string): Promise<string | null>
  isIn(session: string | undefined): Promise<boolean>
  leave(session: string): Promise<void>
}

/** 256 bits: nobody guesses one, so a plain hash of it is as good as a slow one. */
const newSecret = () => randomBytes(32).toString('base64url')
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')

export function createOperatorDoor({ keys, clock }: { readonly keys: OperatorKeys; readonly clock: Clock }): OperatorDoor {
  async function issue(kind: OperatorKeyKind, forMs: number): Promise<string> {
    const secret = newSecret()
    const now = clock.now()
    await keys.keep({ hash: hashOf(secret), kind, endsAt: now + forMs }, now)
    return secret
  }
  return {
    newPath: async () => `/operators/enter/${await issue('link', LINK_MS)}`,
    async enter(code) {
      return (await keys.redeem(hashOf(code), clock.now())) ? await issue('session', SESSION_MS) : null
    },
    isIn: async (session) => session !== undefined && (await keys.holds(hashOf(session), clock.now())),
    leave: (session) => keys.end(hashOf(session)),
  }
}
