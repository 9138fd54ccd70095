// A strict stand-in for Discord: `const fake = await startFakeDiscord()`, run the bot with `DISCORD_API_URL=fake.apiUrl`
// and `DISCORD_TOKEN=fake.token`, `await fake.ready()`, act as a person (`fake.slash({ … })`), look at what was said,
// and end with `expect(fake.violations).toEqual([])`.
export { makeUser, memberPermissions, permissionBits } from './factories.ts'
export type { FakeGateway } from './gateway/gateway.ts'
export type { FakeDiscordOptions, RateLimitOptions } from './options.ts'
export { type InteractionHandle, NoAnswerError } from './people/handle.ts'
export type { People, SlashUse } from './people/people.ts'
export type { Whereabouts } from './people/setting.ts'
export type { Fault, FaultHandle, FaultMatcher } from './rest/faults.ts'
export type { RouteLimit } from './rest/rate-limits.ts'
export { snowflakeAt, snowflakeTime } from './snowflake.ts'
export { type FakeDiscord, startFakeDiscord } from './start-fake-discord.ts'
export type { DmMood, GuildState, RequestRecord } from './state.ts'
export { messageFlags } from './validation/message-rules.ts'
export { fakeToken, knownIds } from './world.ts'
