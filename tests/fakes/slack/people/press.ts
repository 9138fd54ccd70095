/** Using what is in a message or view: buttons, selects, menus, pickers, and the options they load as one types. */
import { elementsOf } from '../block-ids.ts'
import { actionOf, type Choice, chosenState, optionsOf } from '../elements.ts'
import { asString, isJsonObject, type JsonObject, objectsIn } from '../json.ts'
import type { FakeMessage } from '../messages.ts'
import type { ResponseUrlOwner } from '../response-urls.ts'
import { stateKey } from '../view-json.ts'
import type { FakeView } from '../views.ts'
import type { ActOptions, Stage } from './dispatch.ts'
import { type Interaction, openInteraction } from './interaction.ts'
import { interactiveHead, type Place, placeOf } from './payloads.ts'

/** Anything with elements in it. For an interaction: the message, or else the modal, that the person now sees. */
export type Target = Interaction | FakeMessage | FakeView

/** Which element, when its action id alone does not say. */
export interface PressOptions extends ActOptions {
  readonly blockId?: string
  /** The label of the button. */
  readonly label?: string
  readonly value?: string
}

/** An exact `action_id`, or a pattern for it. */
export type ActionId = string | RegExp

/** The acts of this file. Each throws when the element is not there, since a person could not have done it. */
export interface Presses {
  pressButton(target: Target, actionId: ActionId, options?: PressOptions): Promise<Interaction>
  /** Chooses in a select, radio group, checkbox group or picker: an option's value, an id, a date or a time. */
  selectOption(target: Target, actionId: ActionId, choice: Choice, options?: PressOptions): Promise<Interaction>
  chooseOverflow(target: Target, actionId: ActionId, value: string, options?: PressOptions): Promise<Interaction>
  /** Types into an external select; the options the bot offers can then be chosen. */
  suggest(target: Target, actionId: ActionId, query: string, options?: PressOptions): Promise<Suggestions>
}

/** What the bot offered for a query. */
export interface Suggestions {
  readonly interaction: Interaction
  readonly options: readonly JsonObject[]
}

interface Found {
  readonly place: Place
  readonly block: JsonObject
  readonly element: JsonObject
}

/** Presses on a stage. */
export function createPresses(stage: Stage): Presses {
  const { slack } = stage
  /** Options last offered for an external select, by the message or view it is in and its action id. */
  const offered = new WeakMap<object, Map<string, readonly JsonObject[]>>()

  function placesOf(target: Target): Place[] {
    if ('hash' in target) return [{ view: target }]
    const message = 'ts' in target ? target : target.message
    const places: Place[] = []
    if (message !== undefined) places.push({ message, channel: slack.world.channel(message.channelId) })
    if ('responses' in target && target.view !== undefined) places.push({ view: target.view })
    return places
  }

  function find(target: Target, actionId: ActionId, options: PressOptions, kind: (type: string) => boolean): Found {
    const all = placesOf(target).flatMap(elementsAt)
    const fits = matcher(actionId, options, kind)
    const found = all.filter(fits)
    const [first, second] = found
    if (first === undefined) {
      const there = all.map(({ element }) => `${String(element.type)} ${String(element.action_id)}`).join(', ')
      throw new Error(`no element ${String(actionId)} of that kind; there are: ${there || 'none'}`)
    }
    if (second !== undefined) throw new Error(`${found.length} elements match ${String(actionId)}; say which by blockId, label or value`)
    return first
  }

  function actorFor(target: Target, place: Place, options: ActOptions): string | undefined {
    const only = 'view' in place ? place.view.userId : (place.message.ephemeralTo ?? place.channel.userId)
    if (options.userId !== undefined && only !== undefined && options.userId !== only) {
      throw new Error(`${options.userId} cannot see what only ${only} sees`)
    }
    const pressing = 'responses' in target ? target.userId : undefined
    return options.userId ?? only ?? pressing
  }

  async function act(target: Target, found: Found, state: JsonObject | undefined, options: PressOptions): Promise<Interaction> {
    const { place, block, element } = found
    const user = stage.userFor(actorFor(target, place, options))
    const team = stage.teamOf(user)
    const blockId = String(block.block_id)
    const holder = 'message' in place ? place.message : place.view
    if (state !== undefined && element.type !== 'overflow') {
      holder.state.set(stateKey(blockId, String(element.action_id)), state)
    }
    const triggerId = slack.triggers.issue({
      teamId: team.id,
      userId: user.id,
      viewId: 'view' in place ? place.view.id : undefined,
      opened: (viewId) => interaction.viewOpened(slack.views.views.get(viewId)),
    })
    const actor = { team, user, appId: slack.appId }
    const payload: JsonObject = {
      ...interactiveHead(actor, 'block_actions'),
      ...placeOf(actor, place),
      trigger_id: triggerId,
      actions: [actionOf(element, blockId, slack.messages.nextTs(), state)],
    }
    if ('message' in place) {
      const owner: ResponseUrlOwner = {
        kind: 'actions',
        teamId: team.id,
        userId: user.id,
        channelId: place.channel.id,
        bot: { userId: team.botUserId, botId: team.botId },
        original: place.message,
        posted: (post) => interaction.posted(post),
      }
      payload.response_url = slack.responseUrls.issue(owner)
    }
    const interaction = openInteraction(
      {
        kind: 'block_actions',
        payload,
        teamId: team.id,
        userId: user.id,
        channelId: 'message' in place ? place.channel.id : undefined,
      },
      'message' in place ? { message: place.message } : { view: place.view },
    )
    await stage.dispatch('interactive', interaction, options)
    if (interaction.record.failure === undefined && interaction.record.ackBody !== undefined) {
      slack.journal.violation('block_actions: Slack ignores a body in the acknowledgement')
    }
    slack.journal.changed()
    return interaction.record
  }

  const offeredFor = ({ place, element }: Found): readonly JsonObject[] =>
    offered.get('message' in place ? place.message : place.view)?.get(String(element.action_id)) ?? []

  return {
    async pressButton(target, actionId, options = {}) {
      return act(
        target,
        find(target, actionId, options, (type) => type.endsWith('button')),
        undefined,
        options,
      )
    },
    async selectOption(target, actionId, choice, options = {}) {
      const found = find(target, actionId, options, (type) => !type.endsWith('button') && type !== 'overflow')
      return act(target, found, chosenState(found.element, choice, offeredFor(found)), options)
    },
    async chooseOverflow(target, actionId, value, options = {}) {
      const found = find(target, actionId, options, (type) => type === 'overflow')
      return act(target, found, chosenState(found.element, value), options)
    },
    async suggest(target, actionId, query, options = {}) {
      const found = find(target, actionId, options, (type) => type.endsWith('external_select'))
      const { place, block, element } = found
      const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3
      if (query.length < least) throw new Error(`Slack asks for options from ${least} characters on`)
      const user = stage.userFor(actorFor(target, place, options))
      const actor = { team: stage.teamOf(user), user, appId: slack.appId }
      const payload = {
        ...interactiveHead(actor, 'block_suggestion'),
        ...placeOf(actor, place),
        action_id: element.action_id,
        block_id: block.block_id,
        value: query,
      }
      const interaction = openInteraction(
        { kind: 'block_suggestion', payload, teamId: user.teamId, userId: user.id, channelId: undefined },
        {},
      )
      await stage.dispatch('interactive', interaction, options)
      const { record } = interaction
      let given: JsonObject[] = []
      if (record.failure === undefined) {
        const problems = slack.content.options(record.ackBody)
        for (const { message, at } of problems) slack.journal.violation(`block_suggestion: ${message} at ${at || '/'}`)
        if (problems.length === 0 && isJsonObject(record.ackBody)) given = optionsOf(record.ackBody)
      }
      const holder = 'message' in place ? place.message : place.view
      const known = offered.get(holder) ?? new Map<string, readonly JsonObject[]>()
      known.set(String(element.action_id), given)
      offered.set(holder, known)
      slack.journal.changed()
      return { interaction: record, options: given }
    },
  }
}

function elementsAt(place: Place): Found[] {
  const inMessage = 'message' in place
  if (inMessage ? place.message.deleted : place.view.closed) throw new Error(`the ${inMessage ? 'message' : 'view'} is gone`)
  const blocks = inMessage ? place.message.blocks : place.view.blocks
  return allBlocks(blocks).flatMap((block) => elementsOf(block).map((element) => ({ place, block, element })))
}

function matcher(actionId: ActionId, { blockId, label, value }: PressOptions, kind: (type: string) => boolean): (found: Found) => boolean {
  return ({ block, element }) => {
    const id = asString(element.action_id)
    if (id === undefined || !kind(String(element.type))) return false
    const text = isJsonObject(element.text) ? element.text.text : undefined
    return (
      (typeof actionId === 'string' ? id === actionId : actionId.test(id)) &&
      (blockId === undefined || block.block_id === blockId) &&
      (label === undefined || text === label) &&
      (value === undefined || element.value === value)
    )
  }
}

/** Blocks and the blocks inside containers and carousels. */
export function allBlocks(blocks: readonly JsonObject[]): JsonObject[] {
  return blocks.flatMap((block) => {
    if (block.type === 'container') return [block, ...objectsIn(block.child_blocks)]
    return block.type === 'carousel' ? [block, ...objectsIn(block.elements)] : [block]
  })
}
