/** A whole front desk on an in-memory store and a clock that stands still, for tests that ask as people do. */

import type { Asker } from '../../src/commands/asker.ts'
import { createFrontDesk } from '../../src/commands/front-desk.ts'
import type { FrontDesk } from '../../src/commands/front-desk-port.ts'
import type { MessageReply, Reply } from '../../src/commands/reply.ts'
import type { World } from '../../src/commands/world.ts'
import type { Action } from '../../src/core/action.ts'
import type { Catalog } from '../../src/core/catalog.ts'
import { noticeText } from '../../src/core/notice-text.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'

export interface TestDesk {
  readonly desk: FrontDesk
  readonly world: World
  readonly store: Store
  readonly errors: unknown[]
  /** Moves the clock. */
  at(instant: string): void
}

/** The project's own catalog unless another is given; 22 November 2026, 12:00 UTC. */
export async function aDesk(
  options: {
    readonly catalog?: Catalog
    readonly mayPost?: World['mayPost']
    readonly publicUrl?: string
    readonly operators?: World['operators']
  } = {},
): Promise<TestDesk> {
  const store = await openStore({ inMemory: true })
  let now = Date.parse('2026-11-22T12:00:00Z')
  const errors: unknown[] = []
  const world: World = {
    catalog: options.catalog ?? (await loadCatalog()),
    people: store.people,
    digests: store.digests,
    requests: store.requests,
    reminders: store.reminders,
    checklists: store.checklists,
    personalData: store.personalData,
    clock: { now: () => now },
    defaults: { region: 'world', locale: 'en', zone: 'UTC' },
    publicUrl: options.publicUrl ?? null,
    operators: options.operators ?? null,
    memo: (_, make) => make(),
    mayPost: options.mayPost ?? (async () => ({ kind: 'yes' })),
  }
  const desk = createFrontDesk({ world, log: { error: (fields) => errors.push(fields.error) }, newCode: () => 'TEST' })
  return {
    desk,
    world,
    store,
    errors,
    at(instant) {
      now = Date.parse(instant)
    },
  }
}

/** Someone in #privacy who manages the server, whose app is set to German. */
export function anAsker(overrides: Partial<Asker> & { readonly manages?: boolean } = {}): Asker {
  const { manages = true, ...rest } = overrides
  return {
    person: { chatPlatform: 'discord', userId: '100000000000000001' },
    channel: { chatPlatform: 'discord', installationId: '200000000000000002', channelId: '300000000000000003' },
    locale: 'de',
    installationLocale: 'en-US',
    zone: null,
    mayManage: async () => manages,
    ...rest,
  }
}

/** The reply, which has to be a message. */
export function message(reply: Reply): MessageReply {
  if (reply.kind !== 'message') throw new Error('expected a message, got a form')
  return reply
}

/** What the reply says, as plain text. */
export const words = (reply: Reply) => noticeText(message(reply).notice)

/** The actions its buttons and options carry, in order. */
export function actions(reply: Reply): readonly Action[] {
  return message(reply).notice.blocks.flatMap((block) => {
    if (block.kind === 'buttons') return block.buttons.flatMap((button) => (button.kind === 'action' ? [button.action] : []))
    return block.kind === 'select' ? block.options.map((option) => option.action) : []
  })
}

/** The first action that does this; the test fails when there is none. */
export function actionThat(reply: Reply, wanted: (action: Action) => boolean): Action {
  const found = actions(reply).find(wanted)
  if (found === undefined) throw new Error('no such button')
  return found
}
