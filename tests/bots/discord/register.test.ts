import type { APIApplicationCommand } from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import { commandPayloads } from '../../../src/bots/discord/command-payload.ts'
import { commandProblems, sameCommands } from '../../../src/bots/discord/register.ts'
import type { FrontDesk } from '../../../src/commands/front-desk-port.ts'
import { COMMANDS as REAL_COMMANDS } from '../../../src/commands/table.ts'
import { messagesFor } from '../../../src/notices/messages.ts'
import { COMMANDS, type Started, startBot } from './start-bot.ts'

let started: Started | undefined
afterEach(async () => {
  await started?.stop()
  started = undefined
})

const desk: Pick<FrontDesk, 'commands' | 'describe'> = { commands: COMMANDS, describe: (key) => key }

describe('what is registered', () => {
  test('one command for each first word, with its subcommands', () => {
    expect(commandPayloads(desk).map(({ name, options }) => [name, options.map((option) => option.name)])).toEqual([
      ['optout', ['platform', 'region', 'account', 'device']],
      ['changes', ['days']],
      ['digest', ['set', 'off']],
    ])
  })

  test('answers for one person work everywhere, a channel’s only where the bot is, for those who manage the server', () => {
    const [optout, , digest] = commandPayloads(desk)
    expect(optout).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1], default_member_permissions: null })
    expect(digest).toMatchObject({ contexts: [0], integration_types: [0], default_member_permissions: '32' })
  })

  test('options are typed by what they mean', () => {
    const [optout, changes, digest] = commandPayloads(desk)
    expect(optout?.options).toMatchObject([
      { type: 3, name: 'platform', required: true, autocomplete: true },
      { type: 3, name: 'region', autocomplete: true },
      { type: 3, name: 'account', choices: expect.arrayContaining([{ name: 'Account.personal', value: 'personal' }]) },
      { type: 3, name: 'device', choices: expect.arrayContaining([{ name: 'Device.ios', value: 'ios' }]) },
    ])
    expect(changes?.options).toMatchObject([{ type: 4, name: 'days', min_value: 1 }])
    expect(digest?.options[0]?.options).toMatchObject([
      { type: 3, name: 'time' },
      { type: 7, name: 'channel', channel_types: [0, 5, 10, 11, 12] },
      { type: 3, name: 'every', choices: expect.arrayContaining([{ name: 'Choice.day', value: 'day' }]) },
      { type: 3, name: 'severity' },
      { type: 3, name: 'always' },
    ])
  })

  test('only languages that say it otherwise are listed', () => {
    const [optout] = commandPayloads({
      commands: COMMANDS,
      describe: (key, locale) => (locale.startsWith('de') ? `${key} auf Deutsch` : key),
    })
    expect(optout?.description).toBe('command.optout')
    expect(optout?.description_localizations).toEqual({ de: 'command.optout auf Deutsch' })
  })

  test('the real table is within Discord’s limits', () => {
    const real = commandPayloads({ commands: REAL_COMMANDS, describe: (key, locale) => messagesFor(locale).text(key as never) })
    expect(commandProblems(real)).toEqual([])
  })

  test('what Discord would refuse is named', () => {
    const describeLong = (key: string) => (key.startsWith('option.') ? '' : 'x')
    expect(commandProblems(commandPayloads({ commands: COMMANDS, describe: describeLong }))).toContain(
      '/optout platform: a description has 1 to 100 characters',
    )
  })
})

describe('when it is written', () => {
  test('at the first start, and not again when nothing changed', async () => {
    started = await startBot()
    const { discord, bot } = started
    expect(discord.commandWrites).toMatchObject({ bulk: 1 })
    await bot.stop()

    const again = await startBot({ start: false })
    again.discord.seedCommands(discord.commands())
    await again.bot.start()
    expect(again.discord.commandWrites).toMatchObject({ bulk: 0, single: 0 })
    expect(again.discord.violations).toEqual([])
    await again.stop()
  })

  test('again when a description changed', async () => {
    started = await startBot({ start: false })
    const { discord, bot } = started
    const earlier = await startBot()
    discord.seedCommands(
      earlier.discord.commands().map((command): APIApplicationCommand => ({ ...command, description: 'Something else' })),
    )
    await earlier.stop()
    await bot.start()
    expect(discord.commandWrites).toMatchObject({ bulk: 1 })
    expect(discord.commands().map(({ description }) => description)).toEqual(['command.optout', 'command.changes', 'command.digest'])
  })

  test('a failure does not keep the bot from starting', async () => {
    started = await startBot({ start: false })
    const { discord, bot, logs } = started
    discord.fault({ kind: 'refuse', status: 400, match: { method: 'PUT', path: '/commands' } })
    await bot.start()
    expect(bot.ready).toBe(true)
    expect(logs.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual(['discord commands not registered'])
  })

  test('neither the order nor what Discord adds makes a difference', () => {
    const ours = commandPayloads(desk)
    const stored = ours.toReversed().map((command) => ({
      ...command,
      id: '1',
      application_id: '2',
      version: '3',
      dm_permission: true,
      nsfw: false,
      name_localizations: null,
      description_localizations: null,
      contexts: command.contexts.toReversed(),
    }))
    expect(sameCommands(stored, ours)).toBe(true)
    expect(sameCommands(stored.slice(1), ours)).toBe(false)
  })
})
