import { type APIMessage, ButtonStyle, ComponentType, type Interaction, MessageFlags, TextInputStyle } from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import { type EchoBot, type Reaction, startEchoBot } from './echo-bot.ts'
import { type FakeDiscord, knownIds, permissionBits, startFakeDiscord } from './index.ts'
import { restFor } from './rest-client.ts'

let fake: FakeDiscord
let bot: EchoBot
const startWith = async (react: Reaction): Promise<void> => {
  fake = await startFakeDiscord()
  bot = await startEchoBot(fake, react)
}
afterEach(async () => {
  await bot.stop()
  await fake.stop()
})

const panel = {
  components: [
    {
      type: ComponentType.ActionRow,
      components: [
        { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Count', customId: 'count' },
        { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'Ask', customId: 'ask' },
        { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'Off', customId: 'off', disabled: true },
        { type: ComponentType.Button, style: ButtonStyle.Link, label: 'Read', url: 'https://example.org/' },
      ],
    },
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          customId: 'pick',
          placeholder: 'Pick one',
          options: [
            { label: 'Red', value: 'red' },
            { label: 'Blue', value: 'blue', description: 'Like the sea' },
          ],
        },
      ],
    },
  ],
} as const

const react: Reaction = async (interaction: Interaction) => {
  if (interaction.isChatInputCommand())
    await interaction.reply({ content: interaction.options.getString('text') ?? 'none', flags: MessageFlags.Ephemeral, ...panel })
  if (interaction.isButton() && interaction.customId === 'count')
    await interaction.update({ content: `${interaction.message.content}!`, ...panel })
  if (interaction.isButton() && interaction.customId === 'ask') {
    await interaction.showModal({
      title: 'Which',
      custom_id: 'form',
      components: [
        {
          type: ComponentType.Label,
          label: 'Region',
          component: { type: ComponentType.TextInput, custom_id: 'region', style: TextInputStyle.Short, max_length: 5 },
        },
      ],
    })
  }
  if (interaction.isStringSelectMenu()) await interaction.reply({ content: `you took ${interaction.values.join()}` })
  if (interaction.isModalSubmit()) await interaction.reply({ content: `from ${interaction.fields.getTextInputValue('region')}` })
}

const say = { command: 'echo', options: { text: 'hi' } } as const

describe('a person', () => {
  test('uses a command, presses, selects and fills in a form', async () => {
    await startWith(react)
    const shown = await fake.slash(say)
    const pressed = await fake.pressButton(shown, 'count')
    expect([pressed.response.type, pressed.message?.content, shown.message?.content]).toEqual([7, 'hi!', 'hi!'])
    const selected = await fake.selectOption(pressed, 'pick', 'blue')
    expect(selected.message?.content).toBe('you took blue')
    const asked = await fake.pressButton(shown, 'ask')
    expect(asked.modal).toMatchObject({ title: 'Which' })
    const submitted = await fake.submitModal(asked, { region: 'DE' })
    expect(submitted.message?.content).toBe('from DE')
    expect(fake.violations).toEqual([])
  })

  test('reads everything that is on a message', async () => {
    await startWith(react)
    const { message } = await fake.slash(say)
    expect(fake.visibleText(message as APIMessage).split('\n')).toEqual([
      'hi',
      'Count',
      'Ask',
      'Off',
      'Read',
      'Pick one',
      'Red',
      'Blue',
      'Like the sea',
    ])
  })

  test('cannot use what is not there, disabled, or of another kind', async () => {
    await startWith(react)
    const shown = await fake.slash(say)
    await expect(fake.pressButton(shown, 'gone')).rejects.toThrow('it has: count, ask, off, pick')
    await expect(fake.pressButton(shown, 'off')).rejects.toThrow('is disabled')
    await expect(fake.pressButton(shown, 'pick')).rejects.toThrow('is not a button')
    await expect(fake.selectOption(shown, 'pick', 'green')).rejects.toThrow('no option "green"')
    await expect(fake.selectOption(shown, 'pick', ['red', 'blue'])).rejects.toThrow('takes 1 to 1 values')
    await expect(fake.pressButton(shown, 'count', { user: '1000000000000000099' })).rejects.toThrow('seen by one person only')
  })

  test('cannot send a form with a field missing or too long', async () => {
    await startWith(react)
    const asked = await fake.pressButton(await fake.slash(say), 'ask')
    await expect(fake.submitModal(asked, {})).rejects.toThrow('must be filled in')
    await expect(fake.submitModal(asked, { region: 'Germany' })).rejects.toThrow('at most 5 characters')
    await expect(fake.submitModal(asked, { city: 'x' })).rejects.toThrow('no field "city"')
  })

  test('cannot send a command that Discord would not offer', async () => {
    await startWith(react)
    await expect(fake.slash({ command: 'nope' })).rejects.toThrow('registered no command /nope')
    await expect(fake.slash({ command: 'echo' })).rejects.toThrow('needs the option text')
    await expect(fake.slash({ command: 'echo', options: { text: 'x', times: 9 } })).rejects.toThrow('is too big')
    await expect(fake.slash({ command: 'echo', options: { text: 'x', tomes: 1 } })).rejects.toThrow('no option tomes')
    await expect(fake.slash({ command: 'admin', subcommand: 'show' })).rejects.toThrow('not offered to a member')
    await expect(fake.slash({ command: 'admin', memberPermissions: permissionBits.manageGuild })).rejects.toThrow('needs a subcommand')
    await expect(fake.slash({ command: 'admin', subcommand: 'show', context: 'bot-dm' })).rejects.toThrow('not offered in context 1')
  })

  test('is told at once when no bot is there', async () => {
    await startWith(react)
    fake.gateway.invalidate({ resumable: false })
    await expect(fake.slash(say)).rejects.toThrow('No bot is connected')
  })
})

describe('an interaction says where it happens', () => {
  const seen: Interaction[] = []
  const record: Reaction = async (interaction) => {
    seen.push(interaction)
    if (interaction.isChatInputCommand()) await interaction.reply('ok')
  }
  const last = (): Interaction | undefined => seen.at(-1)

  test('in a server the bot is in', async () => {
    await startWith(record)
    const [guild] = fake.guilds()
    await fake.slash({ ...say, locale: 'de', guildLocale: 'fr' })
    expect(last()).toMatchObject({
      guildId: guild?.id,
      channelId: guild?.channelId,
      locale: 'de',
      guildLocale: 'fr',
      context: 0,
      authorizingIntegrationOwners: { 0: guild?.id },
    })
    expect(last()?.inCachedGuild()).toBe(true)
    expect(last()?.user.globalName).toBe('Ada')
  })

  test('in a DM with the bot', async () => {
    await startWith(record)
    await fake.slash({ ...say, context: 'bot-dm' })
    expect(last()).toMatchObject({ guildId: null, channelId: fake.dmChannel(), context: 1, authorizingIntegrationOwners: { 0: '0' } })
    expect(fake.dmsTo(fake.personId)).toMatchObject([{ content: 'ok' }])
  })

  test('in a server where only the person installed the app', async () => {
    await startWith(record)
    await fake.slash({ ...say, install: 'user' })
    expect(last()).toMatchObject({ context: 0, authorizingIntegrationOwners: { 1: knownIds.person } })
    expect(last()?.inCachedGuild()).toBe(false)
    expect(last()?.inRawGuild()).toBe(true)
    await expect(restFor(fake).post(`/channels/${last()?.channelId}/messages`, { body: { content: 'x' } })).rejects.toMatchObject({
      code: 50001,
    })
  })

  test('in a group DM', async () => {
    await startWith(record)
    await fake.slash({ ...say, context: 'private-channel' })
    expect(last()).toMatchObject({ guildId: null, context: 2, authorizingIntegrationOwners: { 1: knownIds.person } })
  })

  test('on a message the bot sent as a DM', async () => {
    await startWith(record)
    const channelId = fake.dmChannel()
    const components = [{ type: 1, components: [{ type: 2, style: 1, label: 'Done', custom_id: 'done' }] }]
    await restFor(fake).post(`/channels/${channelId}/messages`, { body: { content: 'Reminder', components } })
    const [message] = fake.dmsTo(fake.personId)
    const press = fake.pressButton(message as APIMessage, 'done')
    await fake.waitFor(() => last()?.isButton() ?? false)
    const interaction = last()
    if (interaction?.isButton()) await interaction.deferUpdate()
    expect((await press).response.type).toBe(6)
    expect(last()).toMatchObject({ context: 1, user: { id: fake.personId } })
  })
})
