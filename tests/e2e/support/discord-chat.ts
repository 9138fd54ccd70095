/** People on a strict fake Discord. */

import { COMMANDS } from '../../../src/commands/table.ts'
import {
  type FakeDiscord,
  type FakeDiscordOptions,
  type InteractionHandle,
  knownIds,
  permissionBits,
  startFakeDiscord,
} from '../../fakes/discord/index.ts'
import { type Answer, type Chat, openForm, type Seen, type Who } from './chat.ts'
import { buttonIn, objectsWithin, optionIn } from './controls.ts'
import { discordWords } from './discord-words.ts'

type Message = ReturnType<FakeDiscord['messagesIn']>[number]
type Place = Parameters<FakeDiscord['pressButton']>[2]

export interface DiscordChat extends Chat {
  readonly discord: FakeDiscord
  /** The server's first channel, where everything is asked. */
  readonly channelId: string
}

/** Interaction callback and component types. https://docs.discord.com/developers/interactions/receiving-and-responding */
const UPDATES_MESSAGE = 7
const TEXT_INPUT = 4

/** Several programs share the machine with the tests: whether an answer takes under three seconds is for the benchmark to say. */
const PATIENCE_MS = 20_000

/** Starts a fake Discord with one server, a member and an admin. */
export async function startDiscordChat(options: FakeDiscordOptions = {}): Promise<DiscordChat> {
  const discord = await startFakeDiscord({ responseDeadlineMs: PATIENCE_MS, ...options })
  const [guild] = discord.guilds()
  if (guild === undefined) throw new Error('the fake Discord has no server')
  const { channelId } = guild
  const others = [discord.addChannel(guild.id, 'privacy').id]
  const adminRights = { user: knownIds.owner, memberPermissions: permissionBits.manageGuild | BigInt(1 << 10) }

  const placeOf = (who: Who): Place => (who === 'admin' ? { ...adminRights, channelId } : undefined)

  function seen(message: Message): Seen {
    return {
      text: discordWords(message),
      sent: JSON.stringify(message),
      press: async (label, who = 'member') =>
        answered(await discord.pressButton(message, buttonIn(message.components, label), placeOf(who))),
      choose: async (label, who = 'member') => {
        const { select, value } = optionIn(message.components, label)
        return answered(await discord.selectOption(message, String(select.custom_id), value, placeOf(who)))
      },
    }
  }

  async function answered(handle: InteractionHandle): Promise<Answer> {
    if (handle.modal !== undefined) {
      const field = [...objectsWithin(handle.modal)].find(({ type }) => type === TEXT_INPUT)
      return {
        ...openForm(handle.modal),
        fill: async (value) => answered(await discord.submitModal(handle, { [String(field?.custom_id)]: value })),
      }
    }
    const message = await handle.whenVisible(PATIENCE_MS)
    return { ...seen(message), onlyForMe: handle.ephemeral, inPlace: handle.response.type === UPDATES_MESSAGE }
  }

  return {
    name: 'Discord',
    nameCharsMax: 6_000,
    discord,
    channelId,
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    connect: () => discord.waitFor(() => discord.gateway.live() > 0, PATIENCE_MS),
    async use(command, given = {}, who = 'member') {
      const [name = '', subcommand] = command.split(' ')
      // A server's admins may open any command to everybody; then only the bot itself can refuse.
      if (who === 'member') discord.seedCommands(discord.commands().map((each) => ({ ...each, default_member_permissions: null })))
      const spec = COMMANDS.find(({ path }) => path.join(' ') === command)
      const values = Object.entries(given).map(([option, value]) => [
        option,
        spec?.options.find((each) => each.name === option)?.type === 'days' ? Number(value) : value,
      ])
      return answered(
        await discord.slash({
          command: name,
          ...(subcommand === undefined ? {} : { subcommand }),
          options: Object.fromEntries(values),
          ...placeOf(who),
        }),
      )
    },
    async complete(command, typed) {
      const focused = COMMANDS.find(({ path }) => path.join(' ') === command)?.options[0]?.name ?? ''
      const { choices } = await discord.autocomplete({ command, focused, options: { [focused]: typed } })
      return choices.map(({ name }) => name)
    },
    inChannel: async () => discord.messagesIn(channelId).map(seen),
    directMessages: async () => discord.dmsTo(discord.personId).map(seen),
    async complaints() {
      const all = discord.guilds().flatMap((each) => discord.messagesIn(each.channelId))
      const pings = [...all, ...discord.dmsTo(discord.personId)].filter(
        ({ mention_everyone, mentions }) => mention_everyone || mentions.length > 0,
      )
      return [...discord.violations, ...pings.map(({ id }) => `message ${id} pings`)]
    },
    closedChannel() {
      const closed = discord.addChannel(guild.id, 'announcements')
      discord.setChannel(closed.id, { send: false })
      others.push(closed.id)
      return closed.id
    },
    elsewhere: () => others.flatMap((id) => discord.messagesIn(id)).length,
    async pressStale(actionId) {
      const posted = await fetch(`${discord.apiUrl}/v10/channels/${channelId}/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bot ${discord.token}`,
          'content-type': 'application/json',
          'user-agent': 'DiscordBot (https://optout.example, 0.0.1)',
        },
        body: JSON.stringify({
          content: 'From an older release',
          components: [{ type: 1, components: [{ type: 2, style: 2, label: 'Old', custom_id: actionId }] }],
        }),
      })
      if (!posted.ok) throw new Error(`the fake Discord refused the old message: ${await posted.text()}`)
      const message = discord.messagesIn(channelId).at(-1)
      if (message === undefined) throw new Error('the old message is not there')
      const answer = await answered(await discord.pressButton(message, actionId))
      discord.removeMessage(message)
      return answer
    },
    stop: () => discord.stop(),
  }
}
