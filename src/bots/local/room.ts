/** The practice room: one channel, one person's direct messages, and a record of what was sent. In memory, bounded, and gone with the process. */

import type { DeliveryClass } from '../../core/delivery.ts'
import { FORMS_MAX, MESSAGES_MAX, SENT_MAX } from './limits.ts'
import type { Payloads } from './previews.ts'

export type Pane = 'channel' | 'person'

export interface Message extends Payloads {
  readonly id: string
  readonly pane: Pane
  /** Epoch milliseconds on the room's clock. */
  readonly at: number
  /** What was typed to get it; `null` when a button or the scheduler caused it. */
  readonly typed: string | null
  /** Only the person who asked sees it. */
  readonly private: boolean
  /** Another answer took its place at least once. */
  readonly edited: boolean
}

/** One line of "what was sent". Deliveries come from the outbox; answers are not queued. */
export interface Sent extends Payloads {
  readonly id: string
  readonly at: number
  readonly kind: DeliveryClass | 'answer'
  readonly to: Pane
  readonly messageId: string
  /** The idempotency key; `null` for answers. */
  readonly key: string | null
  readonly attempt: number
  /** When it was owed; `null` for answers. */
  readonly dueAt: number | null
  readonly private: boolean
}

/** A form on somebody's screen: what to do with what they type, and the message it was opened from. */
export interface OpenForm {
  readonly actionId: string
  readonly names: readonly string[]
  readonly messageId: string | null
  readonly pane: Pane
}

export interface Person {
  /** Whether the member may manage the channel. */
  readonly manages: boolean
  /** BCP 47. */
  readonly locale: string
}

/** What a browser is told: everything that changed after the revision it knows. */
export interface RoomView {
  readonly revision: number
  readonly person: Person
  /** Ids of all messages, oldest first: what is not here any more is gone. */
  readonly messageIds: readonly string[]
  readonly messages: readonly Message[]
  readonly sentIds: readonly string[]
  readonly sent: readonly Sent[]
}

export interface Room {
  readonly person: Person
  become(person: Partial<Person>): void
  post(message: Omit<Message, 'id' | 'edited'>): Message
  /** Puts another answer in a message's place; `null` when the message is gone. */
  replace(id: string, payloads: Payloads): Message | null
  find(id: string): Message | undefined
  dismiss(id: string): void
  record(sent: Omit<Sent, 'id'>): void
  open(form: OpenForm): string
  /** The form, which is then closed. */
  take(formId: string): OpenForm | undefined
  /** Forgets everything said and sent; the person stays. */
  clear(): void
  since(revision: number): RoomView
}

/** An empty room. Ids are never used twice, not even after `clear`. */
export function createRoom(person: Person): Room {
  let revision = 1
  let lastId = 0
  let who = person
  const messages = new Map<string, { message: Message; revision: number }>()
  const sent = new Map<string, { row: Sent; revision: number }>()
  const forms = new Map<string, OpenForm>()
  const nextId = (letter: string) => `${letter}${++lastId}`
  const put = (message: Message): Message => {
    messages.set(message.id, { message, revision: ++revision })
    dropOldest(messages, MESSAGES_MAX)
    return message
  }
  return {
    get person() {
      return who
    },
    become(changes) {
      who = { ...who, ...changes }
      revision += 1
    },
    post: (message) => put({ ...message, id: nextId('m'), edited: false }),
    replace(id, payloads) {
      const found = messages.get(id)
      return found === undefined ? null : put({ ...found.message, ...payloads, edited: true })
    },
    find: (id) => messages.get(id)?.message,
    dismiss(id) {
      if (messages.delete(id)) revision += 1
    },
    record(row) {
      const id = nextId('s')
      sent.set(id, { row: { ...row, id }, revision: ++revision })
      dropOldest(sent, SENT_MAX)
    },
    open(form) {
      const id = nextId('f')
      forms.set(id, form)
      dropOldest(forms, FORMS_MAX)
      return id
    },
    take(formId) {
      const form = forms.get(formId)
      forms.delete(formId)
      return form
    },
    clear() {
      messages.clear()
      sent.clear()
      forms.clear()
      revision += 1
    },
    since: (known) => ({
      revision,
      person: who,
      messageIds: [...messages.keys()],
      messages: [...messages.values()].flatMap((each) => (each.revision > known ? [each.message] : [])),
      sentIds: [...sent.keys()],
      sent: [...sent.values()].flatMap((each) => (each.revision > known ? [each.row] : [])),
    }),
  }
}

/** Maps keep the order of insertion, and replacing a value keeps its place. */
function dropOldest(map: Map<string, unknown>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return
    map.delete(key)
  }
}
