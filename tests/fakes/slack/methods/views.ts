/** `views.*`: open, push, update a modal; publish a home tab. */
import { asString, isJsonObject, type JsonObject, parseJson } from '../json.ts'
import { viewJson } from '../view-json.ts'
import { type FakeView, viewsPerStack } from '../views.ts'
import { type Method, type MethodCall, refuse } from '../workings.ts'

/** The methods of this family, by name. */
export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': {
    tier: 4,
    token: 'bot',
    required: ['view'],
    args: ['trigger_id', 'interactivity_pointer', 'view'],
    run: (call) => withTrigger(call, false),
  },
  'views.push': {
    tier: 4,
    token: 'bot',
    required: ['view'],
    args: ['trigger_id', 'interactivity_pointer', 'view'],
    run: (call) => withTrigger(call, true),
  },
  'views.update': {
    tier: 4,
    token: 'bot',
    required: ['view'],
    args: ['view', 'view_id', 'external_id', 'hash'],
    run: update,
  },
  'views.publish': {
    tier: 4,
    token: 'bot',
    required: ['user_id', 'view'],
    args: ['user_id', 'view', 'hash'],
    run: publish,
  },
}

/** The view that was sent, or the refusal. */
function decode({ slack, args, method }: MethodCall, kind: 'modal' | 'home'): { view: JsonObject } | { refusal: JsonObject } {
  const view = typeof args.view === 'string' ? parseJson(args.view) : args.view
  const refusal = slack.content.view(view, method)
  if (refusal !== undefined) return { refusal }
  if (isJsonObject(view) && view.type === kind) return { view }
  slack.journal.violation(`${method}: the view is not a ${kind}`)
  return { refusal: refuse('invalid_arguments', { response_metadata: { messages: [`[ERROR] view must be a ${kind}`] } }) }
}

function answer({ slack, team }: MethodCall, view: FakeView): JsonObject {
  return { ok: true, view: viewJson(view, team, slack.appId) }
}

function withTrigger(call: MethodCall, push: boolean): JsonObject {
  const { slack, team, args } = call
  const decoded = decode(call, 'modal')
  if ('refusal' in decoded) return decoded.refusal
  const externalId = asString(decoded.view.external_id)
  if (externalId && slack.views.byExternalId(team.id, externalId) !== undefined) return refuse('duplicate_external_id')
  const triggerId = asString(args.trigger_id)
  if (triggerId === undefined) return refuse('invalid_arguments')
  const trigger = slack.triggers.exchange(triggerId)
  if (typeof trigger === 'string') {
    slack.journal.violation(`${call.method}: ${trigger}`)
    return refuse(trigger)
  }
  if (trigger.teamId !== team.id) return refuse('invalid_trigger_id')
  const previous = push ? slack.views.views.get(trigger.viewId ?? '') : undefined
  if (push && (previous === undefined || previous.closed)) return refuse('not_found')
  if (previous !== undefined && slack.views.stackOf(previous).length >= viewsPerStack) return refuse('push_limit_reached')
  const where = { teamId: team.id, userId: trigger.userId }
  const view = slack.views.open(previous === undefined ? where : { ...where, previous }, decoded.view)
  trigger.opened(view.id)
  return answer(call, view)
}

function update(call: MethodCall): JsonObject {
  const { slack, team, args } = call
  const byId = slack.views.views.get(asString(args.view_id) ?? '')
  const view = byId ?? slack.views.byExternalId(team.id, asString(args.external_id) ?? '')
  if (view === undefined || view.closed || view.teamId !== team.id) return refuse('not_found')
  const decoded = decode(call, view.kind)
  if ('refusal' in decoded) return decoded.refusal
  if (args.hash !== undefined && args.hash !== view.hash) return refuse('hash_conflict')
  slack.views.update(view, decoded.view)
  return answer(call, view)
}

function publish(call: MethodCall): JsonObject {
  const { slack, team, args } = call
  const user = slack.world.users.get(asString(args.user_id) ?? '')
  if (user === undefined || user.teamId !== team.id) return refuse('user_not_found')
  const decoded = decode(call, 'home')
  if ('refusal' in decoded) return decoded.refusal
  const current = slack.views.homeOf(user.id)
  if (args.hash !== undefined && args.hash !== current?.hash) return refuse('hash_conflict')
  return answer(call, slack.views.publish({ teamId: team.id, userId: user.id }, decoded.view))
}
