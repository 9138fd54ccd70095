/** What somebody typed, pressed or filled in: asks the front desk, and puts its answer into the room. */

import type { FrontDesk } from '../../commands/front-desk-port.ts'
import type { FormField, Reply } from '../../commands/reply.ts'
import type { Clock } from '../../core/ports/clock.ts'
import { askerIn } from './place.ts'
import type { Payloads } from './previews.ts'
import type { Render } from './render.ts'
import type { Message, Pane, Room } from './room.ts'

/** A form to show, with the payloads it has on each chat platform. */
export interface ShownForm extends Payloads {
  readonly id: string
  readonly fields: readonly FormField[]
}

export interface Interactions {
  /** Runs a typed line. A returned form is shown; anything else is in the room already. */
  run(text: string, pane: Pane): Promise<ShownForm | null>
  press(messageId: string, actionId: string): Promise<ShownForm | null>
  /** `null` as well when the form is no longer open. */
  submit(formId: string, values: Readonly<Record<string, string>>): Promise<ShownForm | null>
}

interface InteractionOptions {
  readonly frontDesk: FrontDesk
  readonly room: Room
  readonly render: Render
  readonly clock: Clock
  readonly zone: string
}

/** The three ways to ask, each answered like a chat platform would. */
export function createInteractions({ frontDesk, room, render, clock, zone }: InteractionOptions): Interactions {
  const asker = (pane: Pane) => askerIn(pane, room.person, zone)

  function show(
    reply: Reply,
    pane: Pane,
    from: { readonly message: Message | undefined; readonly typed: string | null },
  ): ShownForm | null {
    if (reply.kind === 'form') {
      const { fields } = reply
      const id = room.open({
        actionId: frontDesk.actionId(reply.action),
        names: fields.map(({ name }) => name),
        messageId: from.message?.id ?? null,
        pane,
      })
      return { id, fields, ...render({ kind: 'form', form: reply }) }
    }
    const payloads = render({ kind: 'answer', reply })
    const isPrivate = reply.visibility === 'private'
    const at = clock.now()
    // As on the real ones: what everybody sees is never replaced by what one person asked for.
    const replaced =
      reply.replaces && from.message !== undefined && (from.message.private || pane === 'person' || !isPrivate)
        ? room.replace(from.message.id, payloads)
        : null
    const message = replaced ?? room.post({ ...payloads, pane, at, typed: from.typed, private: isPrivate })
    room.record({
      ...payloads,
      at,
      kind: 'answer',
      to: pane,
      messageId: message.id,
      key: null,
      attempt: 1,
      dueAt: null,
      private: message.private,
    })
    return null
  }

  return {
    async run(text, pane) {
      return show(await frontDesk.runText(text, asker(pane)), pane, { message: undefined, typed: text })
    },
    async press(messageId, actionId) {
      const message = room.find(messageId)
      const pane = message?.pane ?? 'channel'
      return show(await frontDesk.press(actionId, asker(pane)), pane, { message, typed: null })
    },
    async submit(formId, values) {
      const form = room.take(formId)
      if (form === undefined) return null
      const known = Object.fromEntries(form.names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])))
      const message = form.messageId === null ? undefined : room.find(form.messageId)
      return show(await frontDesk.submit(form.actionId, known, asker(form.pane)), form.pane, { message, typed: null })
    },
  }
}
