import { makeGuild, makeMember } from '../factories.ts'
import { isObject, textOf } from '../json.ts'
import type { GuildState } from '../state.ts'
import { dmChannelOf, personOf, type World } from '../world.ts'
import { showChannel } from './channel-routes.ts'
import { invalidForm, refusal } from './errors.ts'
import { ok, param, type RestCall, type RestReply, type Route } from './route.ts'

/** Discord wants about one shard for each thousand guilds. https://docs.discord.com/developers/events/gateway#sharding */
const guildsPerShard = 1000
const tenMinutesMs = 10 * 60_000
const dayMs = 24 * 60 * 60_000

/** Where the gateway listens. */
export const gatewayUrl = (world: World): string => `ws://127.0.0.1:${world.port}`

const applicationOf = (world: World) => ({
  id: world.bot.id,
  name: 'Optout',
  icon: null,
  description: '',
  summary: '',
  type: null,
  bot: world.bot,
  bot_public: true,
  bot_require_code_grant: false,
  verify_key: '0'.repeat(64),
  flags: 0,
  hook: true,
  is_monetized: false,
  integration_types_config: { '0': {}, '1': {} },
  owner: personOf(world, '1000000000000000002').user,
  team: null,
  approximate_guild_count: [...world.guilds.values()].filter(({ botIsIn }) => botIsIn).length,
  approximate_user_install_count: 1,
})

const gatewayInfo = (world: World): RestReply => {
  const guilds = [...world.guilds.values()].filter(({ botIsIn }) => botIsIn).length
  const { identifiesLeft = 1000, maxConcurrency = 1 } = world.options
  return ok({
    url: gatewayUrl(world),
    shards: Math.max(1, Math.ceil(guilds / guildsPerShard)),
    session_start_limit: {
      total: 1000,
      remaining: Math.max(0, identifiesLeft - world.identifies),
      reset_after: dayMs,
      max_concurrency: maxConcurrency,
    },
  })
}

const openDm = (call: RestCall, world: World): RestReply => {
  const recipient = textOf(isObject(call.body) ? call.body.recipient_id : undefined)
  if (!recipient) throw invalidForm([{ path: ['recipient_id'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }])
  if (!world.dms.has(recipient)) {
    const { dmOpensPerTenMinutes = Number.POSITIVE_INFINITY } = world.options
    const recent = world.dmOpens.filter((at) => call.at - at < tenMinutesMs)
    if (recent.length >= dmOpensPerTenMinutes || personOf(world, recipient).dms === 'too-fast') throw refusal('dmsTooFast')
    world.dmOpens.push(call.at)
  }
  return ok(showChannel(world, dmChannelOf(world, recipient)))
}

const joined = (call: RestCall, world: World): GuildState => {
  const guild = world.guilds.get(param(call, 'guild_id'))
  if (!guild?.botIsIn) throw refusal('unknownGuild')
  return guild
}

/** Tells whether the fake knows a person; strangers are 404 as at Discord. */
const known = (call: RestCall, world: World) => {
  const person = world.people.get(param(call, 'user_id'))
  if (!person) throw refusal('unknownUser')
  return person
}

const guildChannels = (call: RestCall, world: World): RestReply => {
  const { id } = joined(call, world)
  return ok([...world.channels.values()].filter(({ guildId }) => guildId === id).map((channel) => showChannel(world, channel)))
}

const guildMember = (call: RestCall, world: World): RestReply => {
  joined(call, world)
  return ok(makeMember(known(call, world).user))
}

/** The bot's own account, its servers, people, and the way to the gateway. */
export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/gateway', access: 'token-in-path', unlimited: true, handle: (_, world) => ok({ url: gatewayUrl(world) }) },
  { method: 'GET', path: '/gateway/bot', handle: (_, world) => gatewayInfo(world) },
  { method: 'GET', path: '/applications/@me', handle: (_, world) => ok(applicationOf(world)) },
  { method: 'GET', path: '/oauth2/applications/@me', handle: (_, world) => ok(applicationOf(world)) },
  {
    method: 'GET',
    path: '/users/@me',
    handle: (_, world) => ok({ ...world.bot, verified: true, mfa_enabled: true, locale: 'en-US', email: null }),
  },
  { method: 'GET', path: '/users/{user_id}', handle: (call, world) => ok(known(call, world).user) },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    query: ['before', 'after', 'limit', 'with_counts'],
    handle: (_, world) =>
      ok(
        [...world.guilds.values()]
          .filter(({ botIsIn }) => botIsIn)
          .map(({ id, name }) => ({ id, name, icon: null, banner: null, owner: false, permissions: '0', features: [] })),
      ),
  },
  { method: 'POST', path: '/users/@me/channels', form: () => ({ schema: 'CreatePrivateChannelRequest' }), handle: openDm },
  {
    method: 'GET',
    path: '/guilds/{guild_id}',
    query: ['with_counts'],
    handle: (call, world) => ok(makeGuild(joined(call, world), world.guildShape)),
  },
  { method: 'GET', path: '/guilds/{guild_id}/channels', handle: guildChannels },
  { method: 'GET', path: '/guilds/{guild_id}/roles', handle: (call, world) => ok(makeGuild(joined(call, world), world.guildShape).roles) },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/members/{user_id}',
    handle: guildMember,
  },
]
