/** A tiny bot on the real Bolt, to prove that the fake speaks the protocol the library expects. */
import type { AddressInfo } from 'node:net'
import { App, type AuthorizeResult, HTTPReceiver, type Logger, LogLevel } from '@slack/bolt'
import type { FakeSlack } from './fake-slack.ts'

/** A bot that is connected; it stops with the test. */
export interface EchoBot {
  readonly app: App
  /** Where it listens, over HTTP. */
  readonly url: string
  stop(): Promise<void>
}

/** The secret the HTTP bot checks signatures with. */
export const signingSecret = 'echo-bot-signing-secret'

const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}

/** Starts the bot over Socket Mode and waits until it is connected. */
export async function startSocketBot(fake: FakeSlack): Promise<EchoBot> {
  const app = new App({
    authorize: authorizeAs(fake),
    appToken: fake.appToken,
    socketMode: true,
    logger: silent,
    clientOptions: { slackApiUrl: fake.apiUrl, retryConfig: { retries: 0 } },
  })
  teach(app)
  await app.start()
  await fake.socket.connected()
  return { app, url: '', stop: async () => void (await app.stop()) }
}

/** Starts the bot over HTTP and tells the fake to deliver there. */
export async function startHttpBot(fake: FakeSlack): Promise<EchoBot> {
  const receiver = new HTTPReceiver({ signingSecret, logger: silent })
  const app = new App({
    authorize: authorizeAs(fake),
    receiver,
    logger: silent,
    clientOptions: { slackApiUrl: fake.apiUrl, retryConfig: { retries: 0 } },
  })
  teach(app)
  const server = await receiver.start({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  fake.delivery = { via: 'http', url, signingSecret }
  return {
    app,
    url,
    async stop() {
      server.closeAllConnections()
      await receiver.stop()
    },
  }
}

/** With `token` Bolt would call `auth.test` in the background, which may outlive a short test. */
function authorizeAs(fake: FakeSlack): () => Promise<AuthorizeResult> {
  return async () => ({ botToken: fake.botToken, botId: fake.team.botId, botUserId: fake.team.botUserId })
}

const plain = (text: string) => ({ type: 'plain_text' as const, text })

/** The reply to `/echo`: a button, a select and a menu. */
export function echoBlocks(text: string) {
  return [
    { type: 'section' as const, block_id: 'said', text: { type: 'mrkdwn' as const, text: `*You said* ${text}` } },
    {
      type: 'actions' as const,
      block_id: 'controls',
      elements: [
        { type: 'button' as const, action_id: 'again', text: plain('Again'), value: text },
        { type: 'button' as const, action_id: 'remove', text: plain('Remove') },
        { type: 'button' as const, action_id: 'form', text: plain('Form') },
        {
          type: 'static_select' as const,
          action_id: 'region',
          placeholder: plain('Region'),
          options: [
            { text: plain('Germany'), value: 'DE' },
            { text: plain('France'), value: 'FR' },
          ],
        },
        { type: 'overflow' as const, action_id: 'more', options: [{ text: plain('Letter'), value: 'letter' }] },
        { type: 'external_select' as const, action_id: 'service', min_query_length: 1, placeholder: plain('Service') },
      ],
    },
  ]
}

const modal = {
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Save'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'name',
      label: plain('Name'),
      element: { type: 'plain_text_input' as const, action_id: 'name', max_length: 10 },
    },
    {
      type: 'input' as const,
      block_id: 'where',
      optional: true,
      label: plain('Where'),
      element: { type: 'conversations_select' as const, action_id: 'where', response_url_enabled: true },
    },
  ],
}

function teach(app: App): void {
  app.command('/echo', async ({ ack, command, respond }) => {
    if (command.text === 'never') return
    if (command.text === 'many') {
      await ack()
      for (let count = 1; count <= 6; count += 1) await respond(`reply ${count}`)
      return
    }
    await ack(command.text === 'plain' ? 'plain words' : { text: `You said ${command.text}`, blocks: echoBlocks(command.text) })
  })
  app.action('again', async ({ ack, respond, action }) => {
    await ack()
    const value = action.type === 'button' ? (action.value ?? '') : ''
    await respond({ replace_original: true, text: `You said ${value}!`, blocks: echoBlocks(`${value}!`) })
  })
  app.action('remove', async ({ ack, respond }) => {
    await ack()
    await respond({ delete_original: true })
  })
  app.action('region', async ({ ack, respond, action }) => {
    await ack()
    await respond({ replace_original: false, text: action.type === 'static_select' ? action.selected_option.value : '' })
  })
  app.action('more', async ({ ack, respond, action }) => {
    await ack()
    await respond(action.type === 'overflow' ? `menu ${action.selected_option.value}` : '')
  })
  app.action('service', async ({ ack, respond, action }) => {
    await ack()
    await respond(action.type === 'external_select' ? `service ${action.selected_option?.value}` : '')
  })
  app.options('service', async ({ ack, options }) => {
    await ack({ options: [{ text: plain(`Like ${options.value}`), value: `like-${options.value}` }] })
  })
  app.action('form', async ({ ack, body, client }) => {
    await ack()
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: modal })
  })
  app.view('form', async ({ ack, view, client, body }) => {
    const name = view.state.values.name?.name?.value
    if (name === 'bad') {
      await ack({ response_action: 'errors', errors: { name: 'Another name, please' } })
      return
    }
    await ack()
    await client.chat.postMessage({ channel: body.user.id, text: `Hello ${name}` })
  })
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, client, body }) => {
    await ack()
    await client.chat.postMessage({ channel: body.user.id, text: 'Never mind' })
  })
  app.shortcut('greet', async ({ ack, client, body }) => {
    await ack()
    await client.chat.postMessage({ channel: body.user.id, text: 'Greetings' })
  })
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `heard: ${event.text}`, thread_ts: event.thread_ts ?? event.ts })
  })
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'section', text: plain('Home sweet home') }] },
    })
  })
  app.message('hello', async ({ say }) => {
    await say('hello yourself')
  })
}
