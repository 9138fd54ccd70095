import { Client, Events, GatewayIntentBits, type Interaction, MessageFlags } from 'discord.js'
import type { FakeDiscord } from './index.ts'

/** What an echo bot does with an interaction; tests give their own. */
export type Reaction = (interaction: Interaction) => Promise<unknown>

/** Commands the echo bot registers. */
export const echoCommands = [
  {
    name: 'echo',
    description: 'Says it again',
    options: [
      { type: 3, name: 'text', description: 'What to say', required: true, autocomplete: true },
      { type: 4, name: 'times', description: 'How often', min_value: 1, max_value: 5 },
    ],
  },
  {
    name: 'admin',
    description: 'For admins',
    default_member_permissions: '32',
    contexts: [0],
    options: [{ type: 1, name: 'show', description: 'Shows' }],
  },
]

const echo: Reaction = async (interaction) => {
  if (interaction.isChatInputCommand())
    await interaction.reply({ content: interaction.options.getString('text') ?? 'nothing', flags: MessageFlags.Ephemeral })
  if (interaction.isAutocomplete())
    await interaction.respond([{ name: `${interaction.options.getFocused()}!`, value: interaction.options.getFocused() }])
}

/** A running bot and its end. */
export interface EchoBot {
  readonly client: Client<true>
  readonly stop: () => Promise<void>
}

/** Starts a real discord.js client against the fake, registers its commands, and resolves when it is ready. */
export const startEchoBot = async (
  fake: FakeDiscord,
  react: Reaction = echo,
  commands: readonly (typeof echoCommands)[number][] = echoCommands,
): Promise<EchoBot> => {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: fake.apiUrl, retries: 0 } })
  client.on(Events.InteractionCreate, (interaction) => {
    react(interaction).catch(() => undefined)
  })
  client.on(Events.Error, () => undefined)
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(fake.token)
  const running = await ready
  await running.application.commands.set([...commands])
  return { client: running, stop: () => client.destroy() }
}
