/** Answers after the acknowledgement: a `response_url` takes five posts within half an hour, without a token. */

import type { Log } from '../../core/ports/log.ts'
import type { SlackMessage } from './render.ts'

/** What an acknowledgement or a `response_url` says. https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export interface SlackAnswer extends SlackMessage {
  readonly response_type: 'ephemeral' | 'in_channel'
  /** Absent in acknowledgements, which have nothing to replace. */
  readonly replace_original?: boolean
  /** Keeps the answer in the thread it belongs to. */
  readonly thread_ts?: string
  readonly unfurl_links: false
  readonly unfurl_media: false
}

const ANSWER_TIMEOUT_MS = 10_000

/**
 * Posts an answer once; true when Slack took it. Never throws and never repeats: an answer that was lost on the way back would be shown
 * twice, and whoever misses one asks again.
 */
export async function answerAt(url: string, answer: SlackAnswer, log: Log): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(answer),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    })
    await response.body?.cancel()
    if (!response.ok) log.warn({ chatPlatform: 'slack', status: response.status }, 'slack answer refused')
    return response.ok
  } catch (error) {
    log.warn({ chatPlatform: 'slack', code: error instanceof Error ? error.name : 'unknown' }, 'slack answer lost')
    return false
  }
}
