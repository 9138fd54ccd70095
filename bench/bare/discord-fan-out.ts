/** The baseline: discord.js's REST client posts one message to each channel, by its own queue. */

import { readFileSync } from 'node:fs'
import { REST, Routes } from 'discord.js'

const { DISCORD_TOKEN = '', DISCORD_API_URL = '', BENCH_POSTS = '' } = process.env
const { channels, body }: { channels: string[]; body: unknown } = JSON.parse(readFileSync(BENCH_POSTS, 'utf8'))
const rest = new REST({ api: DISCORD_API_URL }).setToken(DISCORD_TOKEN)
process.stdout.write('ready\n')
await Promise.allSettled(channels.map((channel) => rest.post(Routes.channelMessages(channel), { body })))
