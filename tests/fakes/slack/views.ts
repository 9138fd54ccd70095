/** Modals and home tabs: the stack of each person's open modals, and what they typed into them. */
import { nameBlocks } from './block-ids.ts'
import { type JsonObject, objectsIn } from './json.ts'

/** A modal or home tab as a person sees it. The same object stays while it is updated. */
export interface FakeView {
  readonly id: string
  readonly teamId: string
  readonly userId: string
  readonly kind: 'modal' | 'home'
  /** As the bot sent it, with ids filled in. */
  content: JsonObject
  blocks: JsonObject[]
  hash: string
  readonly rootId: string
  readonly previousId: string | undefined
  closed: boolean
  /** What the bot last complained about, by block id (`response_action: 'errors'`). */
  errors: Readonly<Record<string, string>>
  readonly state: Map<string, JsonObject>
}

/** Slack allows three modals on top of each other. https://docs.slack.dev/surfaces/modals */
export const viewsPerStack = 3

/** All views of all people. */
export interface ViewStore {
  readonly views: Map<string, FakeView>
  /** Opens a modal, on top of `previous` when given. */
  open(where: { teamId: string; userId: string; previous?: FakeView }, content: JsonObject): FakeView
  publish(where: { teamId: string; userId: string }, content: JsonObject): FakeView
  update(view: FakeView, content: JsonObject): void
  /** Closes every modal of the stack that `view` belongs to. */
  closeStack(view: FakeView): void
  stackOf(view: FakeView): readonly FakeView[]
  homeOf(userId: string): FakeView | undefined
  byExternalId(teamId: string, externalId: string): FakeView | undefined
  clear(): void
}

/** An empty store; hashes carry the fake's clock as Slack's do. */
export function createViewStore(now: () => number): ViewStore {
  const views = new Map<string, FakeView>()
  const homes = new Map<string, FakeView>()
  let serial = 0
  const nextId = (): string => {
    serial += 1
    return `V0${serial.toString(36).toUpperCase().padStart(8, '0')}`
  }
  const nextHash = (): string => {
    serial += 1
    return `${Math.floor(now() / 1000)}.${serial.toString(36).padStart(8, '0')}`
  }
  const create = (init: Pick<FakeView, 'teamId' | 'userId' | 'kind' | 'content'>, previous?: FakeView): FakeView => {
    const id = nextId()
    const view: FakeView = {
      ...init,
      blocks: nameBlocks(objectsIn(init.content.blocks)),
      id,
      hash: nextHash(),
      rootId: previous?.rootId ?? id,
      previousId: previous?.id,
      closed: false,
      errors: {},
      state: new Map(),
    }
    views.set(id, view)
    return view
  }
  const store: ViewStore = {
    views,
    open: ({ teamId, userId, previous }, content) => create({ teamId, userId, kind: 'modal', content }, previous),
    publish({ teamId, userId }, content) {
      const known = homes.get(userId)
      if (known !== undefined) {
        store.update(known, content)
        return known
      }
      const view = create({ teamId, userId, kind: 'home', content })
      homes.set(userId, view)
      return view
    },
    update(view, content) {
      view.content = content
      view.blocks = nameBlocks(objectsIn(content.blocks))
      view.hash = nextHash()
      view.errors = {}
    },
    closeStack(view) {
      for (const one of store.stackOf(view)) one.closed = true
    },
    stackOf: (view) => [...views.values()].filter((one) => one.rootId === view.rootId && !one.closed),
    homeOf: (userId) => homes.get(userId),
    byExternalId: (teamId, externalId) =>
      [...views.values()].find((view) => !view.closed && view.teamId === teamId && view.content.external_id === externalId),
    clear() {
      views.clear()
      homes.clear()
    },
  }
  return store
}
