/** What people are told to enter at Discord and Slack is what the code needs. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { PERMISSION } from '../../src/bots/discord/permissions.ts'
import { REQUEST_PATH } from '../../src/bots/slack/index.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

const slack = read('docs/setup-slack.md')
const [socket, http] = [...slack.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => parse(yaml))

/** Names in the first column of every table row that begins with one. */
const explained = (paper: string) =>
  [...paper.matchAll(/^\| (`[a-z_:.]+`(?:, `[a-z_:.]+`)*) \|/gm)].flatMap(([, names = '']) => names.replaceAll('`', '').split(', '))

test('the invite link of Discord asks for the permissions the code uses, and no others', () => {
  const { viewChannel, sendMessages, sendInThreads, readHistory } = PERMISSION
  const asked = /permissions=(\d+)/.exec(read('docs/setup-discord.md'))?.[1] ?? '0'
  expect(BigInt(asked)).toBe(viewChannel | sendMessages | sendInThreads | readHistory)
})

test('every scope of the Slack manifest is explained, and every explained scope is in it or optional', () => {
  const scopes: readonly string[] = socket.oauth_config.scopes.bot
  const optional = ['chat:write.public', 'channels:history', 'groups:history']
  expect(
    explained(slack)
      .filter((name) => name !== 'should_escape')
      .toSorted(),
  ).toEqual([...scopes, ...optional].toSorted())
})

test('both Slack manifests subscribe to the events the bot listens to', () => {
  const listened = [...read('src/bots/slack/interactions.ts').matchAll(/app\.event\('(\w+)'/g)].map(([, name]) => name)
  for (const manifest of [socket, http]) {
    const events: readonly string[] = manifest.settings.event_subscriptions.bot_events
    expect(events.map((event) => event.split('.')[0]).toSorted()).toEqual(listened.toSorted())
  }
})

test('over HTTP commands, events and buttons all go to the path that is served', () => {
  const { settings, features } = http
  const addresses = [features.slash_commands[0].url, settings.event_subscriptions.request_url, settings.interactivity.request_url]
  expect(addresses.map((address) => new URL(address).pathname)).toEqual([REQUEST_PATH, REQUEST_PATH, REQUEST_PATH])
  expect([socket.settings.socket_mode_enabled, settings.socket_mode_enabled]).toEqual([true, false])
})
