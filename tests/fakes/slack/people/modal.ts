/** Filling in, submitting and closing modals, with the checks that Slack's own client makes before it sends anything. */
import { elementsOf } from '../block-ids.ts'
import { type Choice, chosenState, initialState, isEmpty } from '../elements.ts'
import { asString, isJsonObject, type JsonObject } from '../json.ts'
import { stateKey, viewJson } from '../view-json.ts'
import { type FakeView, viewsPerStack } from '../views.ts'
import type { ActOptions, Stage } from './dispatch.ts'
import { type Interaction, openInteraction } from './interaction.ts'
import { interactiveHead } from './payloads.ts'

/** The acts of this file. */
export interface Modals {
  /**
   * Fills in fields, named by action id or block id, and submits.
   * @throws when a field is not there, or when Slack's client would not let the form go (a required field left empty…).
   */
  submitView(target: FakeView | Interaction, values?: Readonly<Record<string, Choice>>, options?: ActOptions): Promise<Interaction>
  /** Closes with the cross; the bot hears of it only when it asked to (`notify_on_close`). */
  closeView(target: FakeView | Interaction, options?: ActOptions): Promise<Interaction | undefined>
}

interface Field {
  readonly block: JsonObject
  readonly element: JsonObject
  readonly key: string
}

/** Modals on a stage. */
export function createModals(stage: Stage): Modals {
  const { slack } = stage

  function viewOf(target: FakeView | Interaction): FakeView {
    const view = 'hash' in target ? target : target.view
    if (view === undefined || view.closed) throw new Error('no modal is open there')
    return view
  }

  function payloadFor(view: FakeView, type: string): JsonObject {
    const user = stage.userFor(view.userId)
    const actor = { team: stage.teamOf(user), user, appId: slack.appId }
    return { ...interactiveHead(actor, type), view: viewJson(view, actor.team, slack.appId) }
  }

  /** `response_urls` for selects that asked for one. */
  function responseUrlsOf(view: FakeView, posted: () => ReturnType<typeof openInteraction>): JsonObject[] {
    const team = stage.teamOf(stage.userFor(view.userId))
    return fieldsOf(view).flatMap(({ block, element, key }) => {
      const state = view.state.get(key) ?? initialState(element) ?? {}
      const channelId = asString(state.selected_conversation) ?? asString(state.selected_channel)
      if (element.response_url_enabled !== true || channelId === undefined) return []
      const responseUrl = slack.responseUrls.issue({
        kind: 'actions',
        teamId: team.id,
        userId: view.userId,
        channelId,
        bot: { userId: team.botUserId, botId: team.botId },
        original: undefined,
        posted: (post) => posted().posted(post),
      })
      return [{ block_id: block.block_id, action_id: element.action_id, channel_id: channelId, response_url: responseUrl }]
    })
  }

  function follow(view: FakeView, body: unknown, interaction: ReturnType<typeof openInteraction>): void {
    const objection = (text: string): void => slack.journal.violation(`view_submission: ${text}`)
    if (!isJsonObject(body) || body.response_action === undefined) {
      if (body !== undefined) objection('an acknowledgement with a body but no response_action')
      view.closed = true
      return
    }
    switch (body.response_action) {
      case 'clear':
        slack.views.closeStack(view)
        return
      case 'errors': {
        const errors = isJsonObject(body.errors) ? body.errors : {}
        const inputs = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id))
        if (Object.keys(errors).length === 0) objection('response_action errors without errors')
        for (const blockId in errors) if (!inputs.has(blockId)) objection(`error for ${blockId}, which is no input block`)
        view.errors = Object.fromEntries(Object.entries(errors).map(([blockId, text]) => [blockId, String(text)]))
        return
      }
      case 'update':
      case 'push': {
        const content = body.view
        const refusal = slack.content.view(content, `view_submission ${body.response_action}`)
        if (refusal !== undefined || !isJsonObject(content)) return
        if (body.response_action === 'update') {
          slack.views.update(view, content)
          return
        }
        if (slack.views.stackOf(view).length >= viewsPerStack) {
          objection('push_limit_reached')
          return
        }
        interaction.viewOpened(slack.views.open({ teamId: view.teamId, userId: view.userId, previous: view }, content))
        return
      }
      default:
        objection(`unknown response_action ${String(body.response_action)}`)
    }
  }

  return {
    async submitView(target, values = {}, options = {}) {
      const view = viewOf(target)
      const fields = fieldsOf(view)
      for (const [name, choice] of Object.entries(values)) {
        const field = fields.find(({ element, block }) => element.action_id === name || block.block_id === name)
        if (field === undefined) {
          const there = fields.map(({ element }) => String(element.action_id)).join(', ')
          throw new Error(`the modal has no field ${name}; it has: ${there || 'none'}`)
        }
        view.state.set(field.key, chosenState(field.element, choice))
      }
      if (view.content.submit === undefined) throw new Error('the modal has no submit button')
      for (const field of fields) {
        const objection = clientObjection(field, view.state.get(field.key) ?? initialState(field.element) ?? {})
        if (objection !== undefined) throw new Error(`Slack's client would not submit: ${objection}`)
      }
      view.errors = {}
      const triggerId = slack.triggers.issue({
        teamId: view.teamId,
        userId: view.userId,
        viewId: view.id,
        opened: (viewId) => interaction.viewOpened(slack.views.views.get(viewId)),
      })
      const payload = {
        ...payloadFor(view, 'view_submission'),
        trigger_id: triggerId,
        response_urls: responseUrlsOf(view, () => interaction),
      }
      const interaction = openInteraction({ kind: 'view_submission', payload, teamId: view.teamId, userId: view.userId, channelId: undefined }, { view })
      await stage.dispatch('interactive', interaction, options)
      if (interaction.record.failure === undefined) follow(view, interaction.record.ackBody, interaction)
      slack.journal.changed()
      return interaction.record
    },

    async closeView(target, options = {}) {
      const view = viewOf(target)
      view.closed = true
      if (view.content.notify_on_close !== true) return undefined
      const payload = { ...payloadFor(view, 'view_closed'), is_cleared: false }
      const interaction = openInteraction({ kind: 'view_closed', payload, teamId: view.teamId, userId: view.userId, channelId: undefined }, {})
      await stage.dispatch('interactive', interaction, options)
      slack.journal.changed()
      return interaction.record
    },
  }
}

function fieldsOf(view: FakeView): Field[] {
  return view.blocks.flatMap((block) =>
    elementsOf(block)
      .filter((element) => initialState(element) !== undefined)
      .map((element) => ({ block, element, key: stateKey(String(block.block_id), String(element.action_id)) })),
  )
}

/** What Slack's client checks itself before it submits. */
function clientObjection({ block, element }: Field, state: JsonObject): string | undefined {
  if (block.type !== 'input') return undefined
  const name = String(element.action_id)
  if (isEmpty(state)) return block.optional === true ? undefined : `${name} is required`
  const value = state.value
  const { min_length: least, max_length: most, min_value: low, max_value: high } = element
  if (typeof value === 'string') {
    if (typeof least === 'number' && value.length < least) return `${name} is shorter than ${least}`
    if (typeof most === 'number' && value.length > most) return `${name} is longer than ${most}`
    if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(value)) return `${name} is no e-mail address`
    if (element.type === 'url_text_input' && !URL.canParse(value)) return `${name} is no web address`
    if (element.type === 'number_input') {
      const number = Number(value)
      if (Number.isNaN(number)) return `${name} is no number`
      if (element.is_decimal_allowed === false && !Number.isInteger(number)) return `${name} is no whole number`
      if (low !== undefined && number < Number(low)) return `${name} is below ${String(low)}`
      if (high !== undefined && number > Number(high)) return `${name} is above ${String(high)}`
    }
  }
  const items = Object.values(state).find(Array.isArray)
  const itemsMost = element.max_selected_items
  if (items !== undefined && typeof itemsMost === 'number' && items.length > itemsMost) return `${name} takes ${itemsMost} items`
  return undefined
}
