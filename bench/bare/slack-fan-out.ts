/** The baseline: Slack's WebClient posts the same messages, with the retries and the queue it comes with. */

import { readFileSync } from 'node:fs'
import { LogLevel, WebClient } from '@slack/web-api'

const { SLACK_BOT_TOKEN = '', SLACK_API_URL = '', BENCH_POSTS = '' } = process.env
const { channels, body }: { channels: string[]; body: Record<string, unknown> } = JSON.parse(readFileSync(BENCH_POSTS, 'utf8'))
const client = new WebClient(SLACK_BOT_TOKEN, { slackApiUrl: SLACK_API_URL, logLevel: LogLevel.ERROR })
process.stdout.write('ready\n')
await Promise.allSettled(
  channels.map((channel, n) =>
    client.apiCall('chat.postMessage', {
      ...body,
      channel,
      metadata: { event_type: 'bench', event_payload: { key: `bench:${n}` } },
    }),
  ),
)
