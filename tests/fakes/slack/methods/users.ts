/** `users.info`: time zone, language and rank of a person. */
import { asString, type JsonObject } from '../json.ts'
import { flag, type Method, type MethodCall, refuse } from '../workings.ts'
import type { FakeUser } from '../world.ts'

/** The methods of this family, by name. */
export const userMethods: Readonly<Record<string, Method>> = {
  'users.info': {
    tier: 4,
    token: 'bot',
    scope: 'users:read',
    required: ['user'],
    args: ['user', 'include_locale'],
    run: info,
  },
}

function info({ slack, team, args }: MethodCall): JsonObject {
  const user = slack.world.users.get(asString(args.user) ?? '')
  if (user === undefined || user.teamId !== team.id) return refuse('user_not_found')
  return { ok: true, user: userJson(user, flag(args.include_locale), slack.now()) }
}

function userJson(user: FakeUser, withLocale: boolean, nowMs: number): JsonObject {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    profile: { real_name: user.realName, display_name: user.name, team: user.teamId },
    is_bot: user.isBot,
    is_app_user: false,
    updated: 1_700_000_000,
    // Slack leaves rank, zone and language out for people who have left.
    ...(!user.deleted && {
      tz: user.tz,
      tz_label: user.tz,
      tz_offset: offsetSec(user.tz, nowMs),
      is_admin: user.isAdmin || user.isOwner || user.isPrimaryOwner,
      is_owner: user.isOwner || user.isPrimaryOwner,
      is_primary_owner: user.isPrimaryOwner,
      is_restricted: user.isRestricted || user.isUltraRestricted,
      is_ultra_restricted: user.isUltraRestricted,
      is_email_confirmed: true,
      ...(withLocale && { locale: user.locale }),
    }),
  }
}

/** Seconds east of UTC at this instant. */
function offsetSec(timeZone: string, nowMs: number): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(nowMs)
    .find((part) => part.type === 'timeZoneName')?.value
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '')
  if (match === null) return 0
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60
  return match[1] === '-' ? -seconds : seconds
}
