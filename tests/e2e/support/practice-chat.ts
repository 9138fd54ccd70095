/** The practice chat at `/try`, through the routes its page uses; read as its Discord side shows it. */

import type { APIMessage } from 'discord.js'
import { type Answer, type Chat, openForm, type Seen, type Who } from './chat.ts'
import { buttonIn, optionIn } from './controls.ts'
import { discordWords } from './discord-words.ts'
import { typedLine } from './typed-line.ts'

interface Message {
  readonly id: string
  readonly pane: 'channel' | 'person'
  readonly private: boolean
  readonly discord: APIMessage
}

interface View {
  readonly revision: number
  readonly messages: readonly Message[]
  readonly now: number
  readonly form: { readonly id: string; readonly fields: readonly { readonly name: string }[]; readonly discord: unknown } | null
}

export interface PracticeChat extends Chat {
  /** Moves its clock forward, as its buttons do. */
  moveClock(byMs: number): Promise<void>
  /** Begins a new day with an empty room, as its page offers. */
  startOver(on: string): Promise<void>
  /** Epoch milliseconds on its clock. */
  now(): Promise<number>
}

/** The one visitor of the practice chat; being an admin is a switch on its page. */
export function practiceChat(): PracticeChat {
  let base = ''
  let isAdmin = true

  async function ask(path: string, body?: object, since = 0): Promise<View> {
    const response = await fetch(`${base}/try/${path}?since=${since}`, {
      ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`/try/${path} answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as View
  }

  const textOf = ({ content = '', embeds = [], components = [] }: Partial<APIMessage>) => discordWords({ content, embeds, components })

  function seen({ id, discord }: Message): Seen {
    return {
      text: textOf(discord),
      sent: JSON.stringify(discord),
      press: (label, who) => act('press', { message: id, action: buttonIn(discord, label) }, who, id),
      choose: (label, who) => act('press', { message: id, action: optionIn(discord, label).value }, who, id),
    }
  }

  async function act(path: string, body: object, who: Who = 'member', on?: string): Promise<Answer> {
    if ((who === 'admin') !== isAdmin) {
      isAdmin = who === 'admin'
      await ask('person', { manages: isAdmin })
    }
    const { revision } = await ask('state')
    const { messages, form } = await ask(path, body, revision)
    if (form !== null) {
      return {
        ...openForm(form.discord),
        fill: (value) => act('submit', { form: form.id, values: { [form.fields[0]?.name ?? '']: value } }, who, on),
      }
    }
    const [message] = messages
    if (message === undefined) throw new Error(`/try/${path} showed nothing new`)
    return { ...seen(message), onlyForMe: message.private, inPlace: message.id === on }
  }

  return {
    name: 'the practice chat',
    env: {},
    nameCharsMax: 450,
    async connect(programUrl) {
      base = programUrl
      isAdmin = true
      await ask('state')
    },
    use: (command, given = {}, who = 'member') => act('run', { text: `/${typedLine(command, given)}`, pane: 'channel' }, who),
    async complete(command, typed) {
      const response = await fetch(`${base}/try/suggest`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: `/${command} ${typed}`, pane: 'channel' }),
      })
      const { choices } = (await response.json()) as { choices: readonly { readonly label: string }[] }
      return choices.map(({ label }) => label)
    },
    inChannel: async () => (await ask('state')).messages.filter((message) => message.pane === 'channel' && !message.private).map(seen),
    directMessages: async () => (await ask('state')).messages.filter(({ pane }) => pane === 'person').map(seen),
    complaints: async () => [],
    closedChannel: () => 'announcements',
    elsewhere: () => 0,
    async pressStale(actionId) {
      const { messages } = await ask('state')
      const [message] = messages
      if (message === undefined) throw new Error('the room is empty')
      return act('press', { message: message.id, action: actionId })
    },
    stop: async () => {},
    async moveClock(byMs) {
      await ask('clock', { by: byMs })
    },
    async startOver(on) {
      await ask('start-over', { on })
    },
    now: async () => (await ask('state')).now,
  }
}
