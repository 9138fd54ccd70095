/** Filling in, submitting and closing modals, with the checks that Slack's own client makes before it sends anything. */
import { elementsOf } from '../block-ids.ts'
import { type Choice, chosenState, initialState } from '../elements.ts'
import { asString, type JsonObject } from '../json.ts'
import { stateKey, viewJson } from '../view-json.ts'
import type { FakeView } from '../views.ts'
import { clientObjection } from './client-checks.ts'
import type { ActOptions, Stage } from './dispatch.ts'
import { type Interaction, openInteraction } from './interaction.ts'
import { interactiveHead } from './payloads.ts'
import { followSubmission } from './submission-answer.ts'

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
        const objection = clientObjection(field.block, field.element, view.state.get(field.key) ?? initialState(field.element) ?? {})
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
      const interaction = openInteraction(
        { kind: 'view_submission', payload, teamId: view.teamId, userId: view.userId, channelId: undefined },
        { view },
      )
      await stage.dispatch('interactive', interaction, options)
      if (interaction.record.failure === undefined) interaction.viewOpened(followSubmission(slack, view, interaction.record.ackBody))
      slack.journal.changed()
      return interaction.record
    },

    async closeView(target, options = {}) {
      const view = viewOf(target)
      view.closed = true
      if (view.content.notify_on_close !== true) return undefined
      const payload = { ...payloadFor(view, 'view_closed'), is_cleared: false }
      const interaction = openInteraction(
        { kind: 'view_closed', payload, teamId: view.teamId, userId: view.userId, channelId: undefined },
        {},
      )
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
