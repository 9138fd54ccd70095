/** The baseline: what discord.js alone costs. Replies to every command with one ready-made answer. */

import { readFileSync } from 'node:fs'
import { Client, Events, GatewayIntentBits, type InteractionReplyOptions } from 'discord.js'

const { DISCORD_TOKEN = '', DISCORD_API_URL = '', BENCH_ANSWER = '' } = process.env
const { flags, ...rest } = BENCH_ANSWER === '' ? { flags: 64, content: 'Hello' } : JSON.parse(readFileSync(BENCH_ANSWER, 'utf8'))
// The library would convert raw components key by key for every reply; an object that says its JSON form is taken as it is.
const answer: InteractionReplyOptions = {
  ...rest,
  flags,
  ...(rest.components === undefined ? {} : { components: rest.components.map((component: unknown) => ({ toJSON: () => component })) }),
}

const client = new Client({ intents: [GatewayIntentBits.Guilds], shards: 'auto', rest: { api: DISCORD_API_URL } })
client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) interaction.reply(answer).catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
})
client.once(Events.ClientReady, () => process.stdout.write('ready\n'))
await client.login(DISCORD_TOKEN)
