/** The baseline: what Bolt alone costs, over Socket Mode or HTTP. Acknowledges every command with one ready-made answer. */

import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'

const { SLACK_BOT_TOKEN = '', SLACK_APP_TOKEN, SLACK_SIGNING_SECRET = '', SLACK_API_URL = '', BENCH_ANSWER = '' } = process.env
const answer = BENCH_ANSWER === '' ? { text: 'Hello' } : JSON.parse(readFileSync(BENCH_ANSWER, 'utf8'))
const shared = { token: SLACK_BOT_TOKEN, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl: SLACK_API_URL } }

if (SLACK_APP_TOKEN === undefined) {
  const receiver = new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET, logLevel: LogLevel.ERROR })
  listen(new App({ ...shared, receiver }))
  const server = await receiver.start({ port: 0, host: '127.0.0.1' })
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
} else {
  const app = new App({ ...shared, appToken: SLACK_APP_TOKEN, socketMode: true })
  listen(app)
  await app.start()
  process.stdout.write('ready\n')
}

function listen(app: App): void {
  app.command('/optout', ({ ack }) => ack(answer))
}
