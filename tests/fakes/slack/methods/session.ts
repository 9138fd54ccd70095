/** `auth.test`, `apps.connections.open` and `api.test`: who am I, and where do I connect. */
import type { JsonObject } from '../json.ts'
import { type Method, type MethodCall, refuse } from '../workings.ts'

/** The methods of this family, by name. */
export const sessionMethods: Readonly<Record<string, Method>> = {
  'api.test': { tier: 4, token: 'bot', args: ['foo', 'error'], run: () => ({ ok: true, args: {} }) },
  'auth.test': { tier: 'special', token: 'bot', args: [], run: test },
  'apps.connections.open': { tier: 1, token: 'app', args: [], run: connect },
}

function test({ slack, team }: MethodCall): JsonObject {
  return {
    ok: true,
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: slack.world.user(team.botUserId).name,
    team_id: team.id,
    user_id: team.botUserId,
    bot_id: team.botId,
    is_enterprise_install: false,
  }
}

function connect({ slack }: MethodCall): JsonObject {
  const url = slack.socketMode.newUrl()
  return url === undefined ? refuse('too_many_websocket_connections') : { ok: true, url }
}
