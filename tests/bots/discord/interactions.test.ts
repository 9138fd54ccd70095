import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FormReply } from '../../../src/commands/reply.ts'
import type { Action } from '../../../src/core/action.ts'
import { snowflakeAt } from '../../fakes/discord/index.ts'
import { type FrontDeskCall, guideNotice, saying } from '../../fakes/front-desk.ts'
import { deliveryTo, type Started, startBot, toChannel } from './start-bot.ts'

let started: Started
beforeEach(async () => {
  started = await startBot({ bot: { deferAfterMs: 1_000 } })
})
afterEach(async () => {
  await started.stop()
})

const id = (action: Action) => started.desk.actionId(action)
const lastCall = (): FrontDeskCall => {
  const call = started.desk.calls.at(-1)
  if (call === undefined) throw new Error('nothing was asked')
  return call
}
const linkedin = { command: 'optout', options: { platform: 'linkedin' } } as const

describe('a slash command', () => {
  test('in a server is answered at once, for the person alone', async () => {
    const answer = await started.discord.slash({ ...linkedin, locale: 'de', memberPermissions: 1n << 5n })
    expect(answer.response.type).toBe(4)
    expect(answer.ephemeral).toBe(true)
    expect(started.discord.visibleText(await answer.whenVisible())).toContain('linkedin: AI training is on by default')
    const [guild] = started.discord.guilds()
    const { asker, ...call } = lastCall()
    expect(call).toEqual({ kind: 'run', path: ['optout'], input: { platform: 'linkedin' } })
    expect(asker).toMatchObject({
      person: { chatPlatform: 'discord', userId: started.discord.personId },
      channel: { chatPlatform: 'discord', installationId: guild?.id, channelId: guild?.channelId },
      locale: 'de',
      installationLocale: 'en-US',
      zone: null,
    })
    expect(await asker.mayManage()).toBe(true)
    expect(started.discord.violations).toEqual([])
  })

  test('in a direct message has no channel and nobody to manage it', async () => {
    const answer = await started.discord.slash({ ...linkedin, context: 'bot-dm' })
    expect(answer.response.type).toBe(4)
    const { asker } = lastCall()
    expect(asker.channel).toBeNull()
    expect(asker.installationLocale).toBeNull()
    expect(await asker.mayManage()).toBe(false)
  })

  test.each(['guild', 'private-channel'] as const)(
    'works where only the person installed the app (%s), without a channel',
    async (context) => {
      const answer = await started.discord.slash({ ...linkedin, context, install: 'user' })
      expect(answer.response.type).toBe(4)
      expect(lastCall().asker.channel).toBeNull()
      expect(started.discord.violations).toEqual([])
    },
  )

  test('an ordinary member may not manage, an administrator may', async () => {
    await started.discord.slash(linkedin)
    expect(await lastCall().asker.mayManage()).toBe(false)
    await started.discord.slash({ ...linkedin, memberPermissions: 1n << 3n })
    expect(await lastCall().asker.mayManage()).toBe(true)
  })

  test('a subcommand arrives with its path and its values as text', async () => {
    const [guild] = started.discord.guilds()
    await started.discord.slash({
      command: 'digest',
      subcommand: 'set',
      options: { time: '09:00', channel: guild?.channelId ?? '', always: 'yes' },
      memberPermissions: 1n << 5n,
    })
    expect(lastCall()).toMatchObject({ path: ['digest', 'set'], input: { time: '09:00', channel: guild?.channelId, always: 'yes' } })
    await started.discord.slash({ command: 'changes', options: { days: 30 } })
    expect(lastCall()).toMatchObject({ path: ['changes'], input: { days: '30' } })
  })

  test('is completed from memory', async () => {
    const { choices } = await started.discord.autocomplete({ command: 'optout', options: { platform: 'li' }, focused: 'platform' })
    expect(choices).toEqual([{ name: 'linkedin', value: 'linkedin' }])
    expect(lastCall()).toMatchObject({ kind: 'suggest', path: ['optout'], option: 'platform', typed: 'li' })
  })
})

describe('a pressed button or a chosen option', () => {
  test('replaces the private message it is on', async () => {
    const answer = await started.discord.slash(linkedin)
    const next = await started.discord.selectOption(answer, 'select:case', id({ do: 'guide', slug: 'linkedin', device: 'ios' }))
    expect(next.response.type).toBe(7)
    expect(lastCall()).toMatchObject({ kind: 'press', action: { do: 'guide', slug: 'linkedin', device: 'ios' } })
    expect(started.discord.visibleText(await next.whenVisible())).toContain('linkedin on ios')
    expect(started.discord.violations).toEqual([])
  })

  test('on a message everybody sees answers each person alone', async () => {
    await started.bot.deliver(deliveryTo(toChannel(started.discord)), AbortSignal.timeout(5_000))
    const [digest] = started.discord.messagesIn(toChannel(started.discord).channelId)
    if (digest === undefined) throw new Error('no digest')
    const next = await started.discord.selectOption(digest, 'select:case', id({ do: 'guide', slug: 'linkedin', device: 'ios' }))
    expect(next.response.type).toBe(4)
    expect(next.ephemeral).toBe(true)
  })

  test('shares with everybody in the channel', async () => {
    const answer = await started.discord.slash(linkedin)
    const shared = await started.discord.pressButton(answer, id({ do: 'share', slug: 'linkedin' }))
    expect(shared.ephemeral).toBe(false)
    expect(started.discord.messagesIn(toChannel(started.discord).channelId)).toHaveLength(1)
  })

  test('of a direct message becomes the guide it opens', async () => {
    const reminder = { ...guideNotice('linkedin'), kind: 'reminder' } as const
    const person = { kind: 'person', chatPlatform: 'discord', userId: started.discord.personId } as const
    await started.bot.deliver(deliveryTo(person, { notice: reminder }), AbortSignal.timeout(5_000))
    const [dm] = started.discord.dmsTo(started.discord.personId)
    if (dm === undefined) throw new Error('no direct message')
    expect(dm.content).toContain('**● linkedin: AI training is on by default**')
    const next = await started.discord.selectOption(dm, 'select:case', id({ do: 'guide', slug: 'linkedin', device: 'ios' }))
    expect(next.response.type).toBe(7)
    expect(started.discord.violations).toEqual([])
  })

  test('a classic answer to a press on a components message takes the components form', async () => {
    const answer = await started.discord.slash(linkedin)
    started.desk.answer((call) =>
      call.kind === 'press' ? { ...saying('later', { replaces: true }), notice: { ...guideNotice('x'), kind: 'reminder' } } : undefined,
    )
    const next = await started.discord.pressButton(answer, id({ do: 'follow', slug: 'linkedin' }))
    expect(next.response.type).toBe(7)
    expect(started.discord.violations).toEqual([])
  })

  test('with an id of an older version is passed on as it is', async () => {
    const answer = await started.discord.slash(linkedin)
    const stale = await started.discord.pressButton(answer, id({ do: 'follow', slug: 'linkedin' }))
    expect(stale.response.type).toBe(4)
    started.discord.gateway.dispatch('INTERACTION_CREATE', componentPayload({ custom_id: 'old:1', component_type: 2 }))
    await started.discord.waitFor(() => started.desk.calls.some((call) => call.kind === 'press' && call.actionId === 'old:1'))
  })
})

describe('a form', () => {
  test('opens on a press, and what was typed comes back with its action', async () => {
    const answer = await started.discord.slash(linkedin)
    const opened = await started.discord.pressButton(answer, id({ do: 'request-service', name: 'linkedin' }))
    expect(opened.response.type).toBe(9)
    expect(opened.modal).toMatchObject({ title: 'Ask for a service', custom_id: id({ do: 'request-service', name: 'linkedin' }) })
    const sent = await started.discord.submitModal(opened, { name: 'Photobucket' })
    expect(lastCall()).toMatchObject({
      kind: 'submit',
      actionId: id({ do: 'request-service', name: 'linkedin' }),
      values: { name: 'Photobucket' },
    })
    expect(started.discord.visibleText(await sent.whenVisible())).toContain('Asked for Photobucket')
    expect(started.discord.violations).toEqual([])
  })

  test('cannot answer a form: the person is told that something broke', async () => {
    const answer = await started.discord.slash(linkedin)
    const opened = await started.discord.pressButton(answer, id({ do: 'request-service', name: 'linkedin' }))
    const form: FormReply = { kind: 'form', title: 'Again', submitLabel: '', cancelLabel: '', fields: [], action: { do: 'help' } }
    started.desk.answer((call) => (call.kind === 'submit' ? form : undefined))
    const sent = await started.discord.submitModal(opened, { name: 'x' })
    expect(started.discord.visibleText(await sent.whenVisible())).toContain('Something broke on our side')
    expect(started.discord.violations).toEqual([])
  })
})

describe('a front desk that takes long', () => {
  /** Gives the answer only when told to. */
  function slowly(kind: FrontDeskCall['kind'], reply: ReturnType<typeof saying>): { answer: () => void } {
    const held = Promise.withResolvers<void>()
    started.desk.answer((call) => (call.kind === kind ? held.promise.then(() => reply) : undefined))
    return { answer: () => held.resolve() }
  }
  beforeEach(async () => {
    await started.stop()
    started = await startBot({ bot: { deferAfterMs: 1 } })
  })

  test('shows that it is thinking, then the private answer', async () => {
    const slow = slowly('run', saying('At last'))
    const answer = await started.discord.slash(linkedin)
    expect(answer.response).toMatchObject({ type: 5, data: { flags: 64 } })
    slow.answer()
    expect(started.discord.visibleText(await answer.waitForEdit())).toContain('At last')
    expect(started.discord.violations).toEqual([])
  })

  test('an answer for everybody still reaches everybody', async () => {
    const slow = slowly('run', saying('For all', { visibility: 'public' }))
    const answer = await started.discord.slash(linkedin)
    slow.answer()
    expect(started.discord.visibleText(await answer.waitForEdit())).toContain('For all')
    expect(started.discord.messagesIn(toChannel(started.discord).channelId).map(started.discord.visibleText)).toEqual(['## For all'])
    expect(started.discord.violations).toEqual([])
  })

  test('a press leaves its message as it is until the answer comes', async () => {
    const held = Promise.withResolvers<void>()
    await started.bot.deliver(deliveryTo(toChannel(started.discord)), AbortSignal.timeout(5_000))
    const [digest] = started.discord.messagesIn(toChannel(started.discord).channelId)
    if (digest === undefined) throw new Error('no digest')
    started.desk.answer((call) => (call.kind === 'press' ? held.promise.then(() => saying('Done late')) : undefined))
    const next = await started.discord.pressButton(digest, id({ do: 'follow', slug: 'linkedin' }))
    expect(next.response.type).toBe(6)
    held.resolve()
    await started.discord.waitFor(() => next.followups.length === 1)
    expect(next.followups.map(started.discord.visibleText)).toEqual(['## Done late'])
    expect(started.discord.messagesIn(digest.channel_id)).toHaveLength(1)
    expect(started.discord.violations).toEqual([])
  })

  test('autocomplete gets no choices rather than no answer', async () => {
    const held = Promise.withResolvers<never[]>()
    await started.stop()
    started = await startBot({ bot: { deferAfterMs: 1 } })
    started.desk.suggest = () => held.promise
    const { choices } = await started.discord.autocomplete({ command: 'optout', options: { platform: 'li' }, focused: 'platform' })
    expect(choices).toEqual([])
  })
})

describe('when something goes wrong', () => {
  test('a front desk that throws is answered for, and logged', async () => {
    started.desk.answer(() => {
      throw new Error('a bug')
    })
    const answer = await started.discord.slash(linkedin)
    expect(started.discord.visibleText(await answer.whenVisible())).toContain('Something broke on our side')
    expect(started.logs.some(({ level, message }) => level === 'error' && message === 'discord interaction failed')).toBe(true)
  })

  test('an answer Discord refuses is followed by an apology', async () => {
    started.discord.fault({ kind: 'refuse', status: 400, match: { method: 'POST', path: '/callback' } })
    const answer = await started.discord.slash(linkedin)
    expect(started.discord.visibleText(await answer.whenVisible())).toContain('Something broke on our side')
  })

  test.each(['accept-then-reset', 'accept-then-close', 'reset-before'] as const)('one answer arrives in spite of %s', async (kind) => {
    started.discord.fault({ kind, match: { method: 'POST', path: '/callback' } })
    const answer = await started.discord.slash(linkedin)
    expect(started.discord.visibleText(await answer.whenVisible())).toContain('linkedin')
    expect(started.discord.violations).toEqual([])
  })

  test('a 5xx is tried once more', async () => {
    started.discord.fault({ kind: 'refuse', status: 502, match: { method: 'POST', path: '/callback' } })
    const answer = await started.discord.slash(linkedin)
    expect(started.discord.visibleText(await answer.whenVisible())).toContain('linkedin')
  })

  test.each([
    ['nothing at all', undefined],
    ['a text', 'hello'],
    ['no user', { ...componentPayload({ custom_id: 'x', component_type: 2 }), member: undefined }],
    ['an unknown type', { ...componentPayload({}), type: 99 }],
    ['a command without data', { ...componentPayload(undefined), type: 2 }],
    ['a select without values', componentPayload({ custom_id: 'x', component_type: 3 })],
    ['an autocomplete without a focused option', { ...componentPayload({ name: 'optout', options: [] }), type: 4 }],
    ['permissions that are no number', { ...componentPayload({ custom_id: 7 }), member: { user: { id: '5' }, permissions: 'all' } }],
  ])('malformed: %s is logged, and the next person is answered', async (_, payload) => {
    started.discord.gateway.dispatch('INTERACTION_CREATE', payload)
    await started.discord.waitFor(() => started.logs.some(({ message }) => message === 'discord interaction malformed'))
    const answer = await started.discord.slash(linkedin)
    expect(answer.response.type).toBe(4)
  })

  test('no line of the log holds a person or a token', async () => {
    await started.discord.slash(linkedin)
    started.discord.gateway.dispatch('INTERACTION_CREATE', componentPayload({ custom_id: 7 }))
    await started.discord.waitFor(() => started.logs.some(({ message }) => message === 'discord interaction malformed'))
    const log = JSON.stringify(started.logs)
    expect(log).not.toContain(started.discord.personId)
    expect(log).not.toContain(started.discord.token)
  })
})

/** An interaction as Discord sends it, made by hand so that parts of it can be wrong. */
function componentPayload(data: unknown): Record<string, unknown> {
  return {
    id: snowflakeAt(Date.now()),
    application_id: '1000000000000000001',
    token: 'made-by-hand',
    type: 3,
    guild_id: '5',
    channel_id: '6',
    member: { user: { id: '7' }, permissions: '0' },
    locale: 'en-US',
    message: { id: '8', flags: 0 },
    data,
  }
}
