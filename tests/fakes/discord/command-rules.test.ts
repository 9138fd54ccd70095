import { ContextMenuCommandBuilder, SlashCommandBuilder } from 'discord.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from './index.ts'
import { outcomeOf, restFor } from './rest-client.ts'

const command = (more: object = {}) => ({ name: 'optout', description: 'How to opt out', ...more })
const option = (more: object = {}) => ({ type: 3, name: 'platform', description: 'Which one', ...more })
const choice = (name: string) => ({ name, value: name })

const refusals: readonly (readonly [name: string, commands: object[], problem: string])[] = [
  ['a name with a capital', [command({ name: 'Optout' })], '0.name APPLICATION_COMMAND_INVALID_NAME'],
  ['a name with a space', [command({ name: 'opt out' })], '0.name APPLICATION_COMMAND_INVALID_NAME'],
  [
    'a translated name with a capital',
    [command({ name_localizations: { de: 'Abmelden' } })],
    '0.name_localizations.de APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'a locale Discord does not have',
    [command({ name_localizations: { 'de-AT': 'abmelden' } })],
    '0.name_localizations.de-AT BASE_TYPE_CHOICES',
  ],
  ['no description', [{ name: 'optout' }], '0.description BASE_TYPE_BAD_LENGTH'],
  ['a description of 101 characters', [command({ description: 'd'.repeat(101) })], '0.description BASE_TYPE_MAX_LENGTH'],
  [
    'a context menu with a description',
    [{ type: 3, name: 'Report', description: 'x' }],
    '0.description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
  ],
  ['a misspelt property', [command({ contexs: [0] })], '0.contexs UNKNOWN_PROPERTY'],
  [
    'a required option after an optional one',
    [command({ options: [option(), option({ name: 'region', required: true })] })],
    '0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'choices with autocomplete',
    [command({ options: [option({ autocomplete: true, choices: [choice('a')] })] })],
    '0.options.0.choices APPLICATION_COMMAND_OPTIONS_CHOICES_WITH_AUTOCOMPLETE',
  ],
  [
    '26 choices',
    [command({ options: [option({ choices: Array.from({ length: 26 }, (_, index) => choice(`c${index}`)) })] })],
    '0.options.0.choices BASE_TYPE_MAX_LENGTH',
  ],
  [
    '26 options',
    [command({ options: Array.from({ length: 26 }, (_, index) => option({ name: `o${index}` })) })],
    '0.options BASE_TYPE_MAX_LENGTH',
  ],
  [
    'two options of one name',
    [command({ options: [option(), option()] })],
    '0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ],
  [
    'two options whose names meet in one language',
    [command({ options: [option({ name_localizations: { de: 'dienst' } }), option({ name: 'dienst' })] })],
    '0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ],
  [
    'a subcommand beside an option',
    [command({ options: [{ type: 1, name: 'set', description: 'x' }, option()] })],
    '0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ],
  ['two commands of one name', [command(), command()], '1.name APPLICATION_COMMANDS_DUPLICATE_NAME'],
  [
    'private channels without the user install',
    [command({ contexts: [2], integration_types: [0] })],
    '0.contexts APPLICATION_COMMAND_CONTEXT_NEEDS_USER_INSTALL',
  ],
  [
    '8,001 characters, the longest language counted',
    [
      command({
        name: 'x',
        description: 'd',
        options: Array.from({ length: 20 }, (_, index) =>
          option({
            name: `o${index}`,
            description: 'short',
            choices: Array.from({ length: 20 }, (_each, at) => ({
              name: `${at}`,
              name_localizations: { de: 'l'.repeat(20) },
              value: `${at}`,
            })),
          }),
        ),
      }),
    ],
    '0 APPLICATION_COMMAND_TOO_LARGE',
  ],
  ['101 slash commands', Array.from({ length: 101 }, (_, index) => command({ name: `c${index}` })), ' APPLICATION_COMMANDS_TOO_MANY'],
]

describe('the rules for commands', () => {
  let fake: FakeDiscord
  beforeAll(async () => {
    fake = await startFakeDiscord()
  })
  afterAll(() => fake.stop())

  test.each(refusals)('refuse %s', async (_name, body, problem) => {
    const outcome = await outcomeOf(restFor(fake).put(`/applications/${fake.botId}/commands`, { body }))
    expect(outcome).toMatchObject({ status: 400, code: 50035 })
    expect(outcome.problems).toContain(problem)
    expect(fake.commands()).toEqual([])
    expect(fake.commandWrites).toEqual({ bulk: 0, single: 0, created: 0 })
  })

  test('take what the builders of discord.js make', async () => {
    const own = await startFakeDiscord()
    const slash = new SlashCommandBuilder()
      .setName('digest')
      .setNameLocalizations({ de: 'übersicht', ja: 'まとめ' })
      .setDescription('The digest')
      .setDefaultMemberPermissions(32n)
      .setContexts(0)
      .setIntegrationTypes(0, 1)
      .addSubcommand((sub) =>
        sub
          .setName('set')
          .setDescription('Sets it')
          .addStringOption((text) => text.setName('at').setDescription('When').setRequired(true)),
      )
    const body = [slash.toJSON(), new ContextMenuCommandBuilder().setName('Report a step').setType(3).toJSON()]
    expect(await outcomeOf(restFor(own).put(`/applications/${own.botId}/commands`, { body }))).toMatchObject({ code: 0 })
    expect(own.violations).toEqual([])
    expect(own.commands().map(({ name, default_member_permissions: permissions }) => [name, permissions])).toEqual([
      ['digest', '32'],
      ['Report a step', null],
    ])
    await own.stop()
  })
})

describe('registered commands', () => {
  test('keep their ids when they are written again, and the writes are counted', async () => {
    const fake = await startFakeDiscord()
    const rest = restFor(fake)
    await rest.put(`/applications/${fake.botId}/commands`, { body: [command()] })
    const [first] = fake.commands()
    await rest.put(`/applications/${fake.botId}/commands`, { body: [command({ description: 'Changed' }), command({ name: 'help' })] })
    expect(fake.commands()[0]).toMatchObject({ id: first?.id, description: 'Changed' })
    expect(fake.commandWrites).toEqual({ bulk: 2, single: 0, created: 2 })
    await fake.stop()
  })

  test('show translations only when they are asked for', async () => {
    const fake = await startFakeDiscord()
    const rest = restFor(fake)
    await rest.put(`/applications/${fake.botId}/commands`, { body: [command({ name_localizations: { de: 'abmelden' } })] })
    expect(await rest.get(`/applications/${fake.botId}/commands`)).not.toMatchObject([{ name_localizations: { de: 'abmelden' } }])
    const query = new URLSearchParams({ with_localizations: 'true' })
    expect(await rest.get(`/applications/${fake.botId}/commands`, { query })).toMatchObject([{ name_localizations: { de: 'abmelden' } }])
    await fake.stop()
  })

  test('cannot be created more than 200 times a day', async () => {
    const fake = await startFakeDiscord()
    const rest = restFor(fake)
    const hundred = (prefix: string) => Array.from({ length: 100 }, (_, index) => command({ name: `${prefix}${index}` }))
    await rest.put(`/applications/${fake.botId}/commands`, { body: hundred('a') })
    await rest.put(`/applications/${fake.botId}/commands`, { body: hundred('b') })
    expect(await outcomeOf(rest.put(`/applications/${fake.botId}/commands`, { body: hundred('c') }))).toMatchObject({
      status: 400,
      code: 30034,
    })
    await fake.stop()
  })
})
