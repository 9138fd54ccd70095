/** Anything shown, as Discord and as Slack would be sent it. A renderer that fails costs its preview, never the message. */

import type { Log } from '../../core/ports/log.ts'
import type { Payloads, Previews, Shown } from './previews.ts'

export type Render = (shown: Shown) => Payloads

/** Both payloads; `null` stands for one that could not be made. */
export function createRender(previews: Previews, log: Log): Render {
  const attempt = (chatPlatform: 'discord' | 'slack', shown: Shown): unknown => {
    try {
      return previews[chatPlatform](shown)
    } catch (error) {
      log.error({ err: error, chatPlatform, kind: shown.kind }, 'preview failed')
      return null
    }
  }
  return (shown) => ({ discord: attempt('discord', shown), slack: attempt('slack', shown) })
}
