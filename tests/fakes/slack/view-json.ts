/** A modal or home tab as Slack writes it into answers and payloads, and what is chosen in it. */
import { elementsOf } from './block-ids.ts'
import { initialState } from './elements.ts'
import { asString, type JsonObject } from './json.ts'
import type { FakeView } from './views.ts'
import type { FakeTeam } from './world.ts'

/** The full view object. */
export function viewJson(view: FakeView, team: FakeTeam, appId: string): JsonObject {
  return {
    private_metadata: '',
    callback_id: '',
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    external_id: '',
    ...view.content,
    id: view.id,
    team_id: view.teamId,
    app_id: appId,
    app_installed_team_id: view.teamId,
    bot_id: team.botId,
    type: view.kind,
    blocks: view.blocks,
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    state: { values: stateValues(view.blocks, view.state) },
  }
}

/** Current choices by block and action id, initial ones where nothing was chosen. */
export function stateValues(blocks: readonly JsonObject[], state: ReadonlyMap<string, JsonObject>): JsonObject {
  const values: { [blockId: string]: JsonObject } = {}
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const blockId = asString(block.block_id)
      const actionId = asString(element.action_id)
      if (blockId === undefined || actionId === undefined) continue
      const value = state.get(stateKey(blockId, actionId)) ?? initialState(element)
      if (value === undefined) continue
      const ofBlock = values[blockId] ?? {}
      ofBlock[actionId] = value
      values[blockId] = ofBlock
    }
  }
  return values
}

/** The key of one element in a message's or view's state. */
export function stateKey(blockId: string, actionId: string): string {
  return `${blockId}\n${actionId}`
}
