import { type Interaction, MessageFlags, Routes } from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import { type EchoBot, type Reaction, startEchoBot } from './echo-bot.ts'
import { type FakeDiscord, type FakeDiscordOptions, messageFlags, NoAnswerError, startFakeDiscord } from './index.ts'
import { type Outcome, outcomeOf } from './rest-client.ts'

let fake: FakeDiscord
let bot: EchoBot
const startWith = async (react: Reaction, options: FakeDiscordOptions = {}): Promise<void> => {
  fake = await startFakeDiscord(options)
  bot = await startEchoBot(fake, react)
}
afterEach(async () => {
  await bot.stop()
  await fake.stop()
})

const answer = (interaction: Interaction, body: object): Promise<Outcome> =>
  outcomeOf(interaction.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false }))
const edit = (interaction: Interaction, body: object): Promise<Outcome> =>
  outcomeOf(interaction.client.rest.patch(Routes.webhookMessage(interaction.applicationId, interaction.token), { body, auth: false }))
const followUp = (interaction: Interaction, body: object): Promise<Outcome> =>
  outcomeOf(interaction.client.rest.post(Routes.webhook(interaction.applicationId, interaction.token), { body, auth: false }))

const say = { command: 'echo', options: { text: 'hi' } } as const
const choices = (count: number, name = 'n') => Array.from({ length: count }, (_, index) => ({ name, value: `${index}` }))
const modal = (more: object = {}) => ({
  custom_id: 'form',
  title: 'A form',
  components: [{ type: 18, label: 'Why', component: { type: 4, custom_id: 'why', style: 1 } }],
  ...more,
})

type Refusal = readonly [name: string, asked: 'command' | 'autocomplete', body: object, problem: string]
const refusals: readonly Refusal[] = [
  ['an update where there is no message', 'command', { type: 7, data: { content: 'x' } }, 'type INTERACTION_CALLBACK_TYPE_INVALID'],
  ['a deferred update where there is no message', 'command', { type: 6 }, 'type INTERACTION_CALLBACK_TYPE_INVALID'],
  ['choices for a command', 'command', { type: 8, data: { choices: [] } }, 'type INTERACTION_CALLBACK_TYPE_INVALID'],
  ['a type Discord does not have', 'command', { type: 77 }, 'type BASE_TYPE_CHOICES'],
  ['content over 2,000 characters', 'command', { type: 4, data: { content: 'x'.repeat(2001) } }, 'data.content BASE_TYPE_MAX_LENGTH'],
  ['a misspelt property', 'command', { type: 4, data: { contents: 'x' } }, 'data.contents UNKNOWN_PROPERTY'],
  ['text in a deferred answer', 'command', { type: 5, data: { content: 'wait' } }, 'data.content INTERACTION_DEFER_HAS_NO_MESSAGE'],
  [
    'Components V2 in a deferred answer',
    'command',
    { type: 5, data: { flags: messageFlags.componentsV2 } },
    'data.flags MESSAGE_FLAGS_INVALID',
  ],
  ['a form title of 46 characters', 'command', { type: 9, data: modal({ title: 't'.repeat(46) }) }, 'data.title BASE_TYPE_MAX_LENGTH'],
  ['a form without fields', 'command', { type: 9, data: modal({ components: [] }) }, 'data.components BASE_TYPE_MIN_LENGTH'],
  [
    'six parts in a form',
    'command',
    { type: 9, data: modal({ components: Array.from({ length: 6 }, () => ({ type: 10, content: 'x' })) }) },
    'data.components BASE_TYPE_BAD_LENGTH',
  ],
  ['26 choices', 'autocomplete', { type: 8, data: { choices: choices(26) } }, 'data.choices BASE_TYPE_MAX_LENGTH'],
  [
    'a choice name of 101 characters',
    'autocomplete',
    { type: 8, data: { choices: choices(1, 'n'.repeat(101)) } },
    'data.choices.0.name BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a choice value of 101 characters',
    'autocomplete',
    { type: 8, data: { choices: [{ name: 'n', value: 'v'.repeat(101) }] } },
    'data.choices.0.value BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a number as the value of a text option',
    'autocomplete',
    { type: 8, data: { choices: [{ name: 'n', value: 1 }] } },
    'data.choices.0.value BASE_TYPE_BAD_TYPE',
  ],
  ['a message for an autocomplete', 'autocomplete', { type: 4, data: { content: 'x' } }, 'type INTERACTION_CALLBACK_TYPE_INVALID'],
  ['a deferred autocomplete', 'autocomplete', { type: 5 }, 'type INTERACTION_CALLBACK_TYPE_INVALID'],
]

describe('the first answer', () => {
  test.each(refusals)('is refused when it is %s, and may be given again', async (_name, asked, body, problem) => {
    const outcomes: Outcome[] = []
    await startWith(async (interaction) => {
      outcomes.push(await answer(interaction, body))
      await answer(interaction, asked === 'command' ? { type: 4, data: { content: 'fine' } } : { type: 8, data: { choices: [] } })
    })
    await (asked === 'command' ? fake.slash(say) : fake.autocomplete({ command: 'echo', focused: 'text' }))
    expect(outcomes).toMatchObject([{ status: 400, code: 50035 }])
    expect(outcomes[0]?.problems).toContain(problem)
    expect(fake.violations).toHaveLength(1)
  })

  test('comes once: the second is 40060 and a breach', async () => {
    let second: Outcome | undefined
    await startWith(async (interaction) => {
      await answer(interaction, { type: 4, data: { content: 'one' } })
      second = await answer(interaction, { type: 4, data: { content: 'two' } })
    })
    const handle = await fake.slash(say)
    await fake.waitFor(() => second !== undefined)
    expect(second).toMatchObject({ status: 400, code: 40060 })
    expect(handle.message?.content).toBe('one')
    expect(fake.violations).toHaveLength(1)
  })

  test('comes too late after the deadline: 10062, and the person saw nothing', async () => {
    let now = Date.now()
    let late: Outcome | undefined
    await startWith(
      async (interaction) => {
        now += 51
        late = await answer(interaction, { type: 4, data: { content: 'late' } })
      },
      { now: () => now, responseDeadlineMs: 50 },
    )
    const asked = fake.slash(say)
    asked.catch(() => undefined)
    await fake.waitFor(() => late !== undefined)
    expect(late).toMatchObject({ status: 404, code: 10062 })
    expect(fake.violations[0]).toContain('51 ms after the interaction')
    await expect(asked).rejects.toBeInstanceOf(NoAnswerError)
  })

  test('is not needed by a bot that does not know the interaction: a wrong token is 10062', async () => {
    await startWith(async (interaction) => {
      const path = Routes.interactionCallback(interaction.id, 'not-the-token')
      const wrong = await outcomeOf(interaction.client.rest.post(path, { body: { type: 4, data: { content: 'x' } }, auth: false }))
      await answer(interaction, { type: 4, data: { content: String(wrong.code) } })
    })
    expect((await fake.slash(say)).message?.content).toBe('10062')
  })

  test('is given back whole when with_response is asked for', async () => {
    let id: string | undefined
    await startWith(async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      const response = await interaction.reply({ content: 'hello', withResponse: true, flags: MessageFlags.Ephemeral })
      id = response.resource?.message?.id
      await interaction.followUp({ content: 'and more' })
    })
    const handle = await fake.slash(say)
    expect((await handle.waitForEdit()).content).toBe('and more')
    expect(id).toBe(handle.message?.id)
    expect(fake.violations).toEqual([])
  })
})

describe('a deferred answer', () => {
  test('shows nothing until it is edited', async () => {
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    await startWith(async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      await interaction.deferReply({ flags: MessageFlags.Ephemeral })
      await gate
      await interaction.editReply({ flags: MessageFlags.IsComponentsV2, components: [{ type: 10, content: 'done' }] })
    })
    const handle = await fake.slash(say)
    expect(handle.message).toBeUndefined()
    release()
    expect(fake.visibleText(await handle.whenVisible())).toBe('done')
    expect(handle.ephemeral).toBe(true)
    expect(fake.violations).toEqual([])
  })

  test('is what the first follow-up becomes, whatever its ephemeral flag', async () => {
    await startWith(async (interaction) => {
      await answer(interaction, { type: 5, data: { flags: 64 } })
      await followUp(interaction, { content: 'first' })
      await followUp(interaction, { content: 'second' })
    })
    const handle = await fake.slash(say)
    await fake.waitFor(() => handle.followups.length === 1)
    expect(handle.message?.content).toBe('first')
    expect(handle.ephemeral).toBe(true)
    expect(handle.followups.map(({ content }) => content)).toEqual(['second'])
  })

  test('cannot become ephemeral by an edit', async () => {
    let outcome: Outcome | undefined
    await startWith(async (interaction) => {
      await answer(interaction, { type: 5 })
      outcome = await edit(interaction, { content: 'x', flags: 64 })
    })
    await fake.slash(say)
    await fake.waitFor(() => outcome !== undefined)
    expect(outcome?.problems).toEqual(['flags MESSAGE_FLAGS_INVALID'])
  })
})

describe('an interaction token', () => {
  test('is of no use before the first answer', async () => {
    await startWith(async (interaction) => {
      const early = await edit(interaction, { content: 'too early' })
      await answer(interaction, { type: 4, data: { content: String(early.code) } })
    })
    expect((await fake.slash(say)).message?.content).toBe('10015')
    expect(fake.violations).toHaveLength(1)
  })

  test('dies after fifteen minutes', async () => {
    let now = Date.now()
    let outcome: Outcome | undefined
    await startWith(
      async (interaction) => {
        await answer(interaction, { type: 4, data: { content: 'x' } })
        now += 15 * 60_000 + 1
        outcome = await edit(interaction, { content: 'y' })
      },
      { now: () => now },
    )
    await fake.slash(say)
    await fake.waitFor(() => outcome !== undefined)
    expect(outcome).toMatchObject({ status: 401, code: 50027 })
  })

  test('allows five follow-ups where only the person installed the app, and the sixth is 40094', async () => {
    const codes: number[] = []
    await startWith(async (interaction) => {
      await answer(interaction, { type: 4, data: { content: '0' } })
      for (const content of ['1', '2', '3', '4', '5', '6']) codes.push((await followUp(interaction, { content })).code)
    })
    const handle = await fake.slash({ ...say, install: 'user' })
    await fake.waitFor(() => codes.length === 6)
    expect(codes).toEqual([0, 0, 0, 0, 0, 40094])
    expect(handle.followups).toHaveLength(5)
  })

  test('sees to it that an answer is private where the person may not use outside apps in public', async () => {
    await startWith((interaction) => answer(interaction, { type: 4, data: { content: 'x' } }))
    const handle = await fake.slash({ ...say, install: 'user', memberPermissions: '0' })
    expect(handle.ephemeral).toBe(true)
    expect(fake.messagesIn(handle.message?.channel_id ?? '')).toEqual([])
  })

  test('deletes what it made', async () => {
    await startWith(async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      await interaction.reply('soon gone')
      await interaction.deleteReply()
    })
    const handle = await fake.slash(say)
    await fake.waitFor(() => handle.message === undefined)
    expect(fake.violations).toEqual([])
  })
})

describe('an answer to a component or a form', () => {
  const components = [{ type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] }]
  const outcomes: Outcome[] = []
  const react =
    (bad: object): Reaction =>
    async (interaction) => {
      if (interaction.isChatInputCommand()) return answer(interaction, { type: 4, data: { content: 'start', components } })
      outcomes.push(await answer(interaction, bad))
      return answer(interaction, { type: 6 })
    }

  test('cannot make a message ephemeral that is not', async () => {
    await startWith(react({ type: 7, data: { content: 'x', flags: 64 } }))
    await fake.pressButton(await fake.slash(say), 'go')
    expect(outcomes.pop()?.problems).toEqual(['data.flags MESSAGE_FLAGS_INVALID'])
  })

  test('cannot say in advance what an update will be', async () => {
    await startWith(react({ type: 6, data: { flags: 64 } }))
    await fake.pressButton(await fake.slash(say), 'go')
    expect(outcomes.pop()?.problems).toContain('data.flags INTERACTION_DEFER_HAS_NO_MESSAGE')
  })

  test('cannot be a form when a form was sent, but may update the message the form came from', async () => {
    await startWith(async (interaction) => {
      if (interaction.isChatInputCommand()) await answer(interaction, { type: 4, data: { content: 'start', components } })
      else if (interaction.isButton()) await answer(interaction, { type: 9, data: modal() })
      else {
        outcomes.push(await answer(interaction, { type: 9, data: modal() }))
        await answer(interaction, { type: 7, data: { content: 'thanks', components: [] } })
      }
    })
    const shown = await fake.slash(say)
    await fake.submitModal(await fake.pressButton(shown, 'go'), { why: 'because' })
    expect(outcomes.pop()?.problems).toEqual(['type INTERACTION_CALLBACK_TYPE_INVALID'])
    expect(shown.message).toMatchObject({ content: 'thanks', components: [] })
    expect((await shown.waitForEdit()).content).toBe('thanks')
  })

  test('may come later: the edit is seen by whoever looks at the message', async () => {
    await startWith(async (interaction) => {
      if (interaction.isChatInputCommand()) await answer(interaction, { type: 4, data: { content: 'start', components } })
      else {
        await answer(interaction, { type: 6 })
        await edit(interaction, { content: 'later' })
      }
    })
    const shown = await fake.slash(say)
    await fake.pressButton(shown, 'go')
    expect((await shown.waitForEdit()).content).toBe('later')
    expect(fake.violations).toEqual([])
  })
})
