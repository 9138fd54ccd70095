import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type EchoBot, startSocketBot } from './echo-bot.ts'
import { type FakeSlack, fakeIds, startFakeSlack } from './index.ts'
import { webClient } from './test-clients.ts'

const { alice, admin, general, privacy } = fakeIds
let fake: FakeSlack
let bot: EchoBot

beforeAll(async () => {
  fake = await startFakeSlack()
  bot = await startSocketBot(fake)
})
beforeEach(() => fake.reset())
afterAll(async () => {
  await bot.stop()
  await fake.stop()
})

const echo = (text = 'hi') => fake.slash({ command: '/echo', text, userId: alice })

describe('a message with elements', () => {
  test('reads as a person would read it', async () => {
    const said = await echo('<https://example.org|this> &amp; that')
    expect(fake.visibleText(said.message)).toBe('You said this & that\n[Again] [Remove] [Form] [Region ▾] [… Letter] [Service ▾]')
  })

  test('a button replaces the message in place', async () => {
    const said = await echo()
    const { message } = said
    const pressed = await fake.pressButton(said, 'again')
    await fake.waitFor(() => pressed.responses.length === 1)
    expect(pressed.message).toBe(message)
    expect(message).toMatchObject({ text: 'You said hi!', edits: 1 })
    expect(pressed.messages).toEqual([])
    expect(fake.ephemeralTo(alice)).toEqual([message])
  })

  test('a button deletes the message', async () => {
    const said = await echo()
    await fake.pressButton(said, 'remove')
    await fake.waitFor(() => said.message === undefined)
    expect(fake.ephemeralTo(alice)).toEqual([])
  })

  test('the payload is the one Slack sends for an ephemeral message', async () => {
    const said = await echo()
    const { payload } = await fake.pressButton(said, 'again')
    expect(payload).toMatchObject({
      type: 'block_actions',
      user: { id: alice, username: 'alice', team_id: fakeIds.team },
      team: { id: fakeIds.team },
      channel: { id: general, name: 'general' },
      container: { type: 'message', message_ts: said.message?.ts, channel_id: general, is_ephemeral: true },
      actions: [{ type: 'button', action_id: 'again', block_id: 'controls', value: 'hi' }],
      state: { values: { controls: { region: { type: 'static_select', selected_option: null } } } },
    })
    expect(payload).not.toHaveProperty('message')
    expect(payload.response_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/actions\//)
  })

  test('and for a posted one, it carries the message', async () => {
    const { ts } = await webClient(fake).chat.postMessage({
      channel: privacy,
      text: 'pick',
      blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'again', text: { type: 'plain_text', text: 'Again' } }] }],
    })
    const [posted] = fake.messagesIn(privacy)
    if (posted === undefined) throw new Error('nothing was posted')
    const { payload } = await fake.pressButton(posted, 'again', { userId: admin })
    expect(payload).toMatchObject({
      user: { id: admin },
      container: { is_ephemeral: false },
      message: { ts, text: 'pick', bot_id: 'B0BOT00000' },
    })
  })

  test('a select is remembered, and reported as Slack reports it', async () => {
    const said = await echo()
    const chosen = await fake.selectOption(said, 'region', 'FR')
    expect(chosen.payload).toMatchObject({ actions: [{ type: 'static_select', selected_option: { value: 'FR' } }] })
    await fake.waitFor(() => chosen.message?.text === 'FR')
    expect(fake.visibleText(fake.ephemeralTo(alice)[0])).toContain('[France ▾]')
  })

  test('a menu reports its choice', async () => {
    const chosen = await fake.chooseOverflow(await echo(), 'more', 'letter')
    await fake.waitFor(() => chosen.message?.text === 'menu letter')
  })

  test('an external select offers what the bot suggests, and nothing else', async () => {
    const said = await echo()
    await expect(fake.selectOption(said, 'service', 'like-lin')).rejects.toThrow('does not offer')
    const { options } = await fake.suggest(said, 'service', 'lin')
    expect(options).toEqual([{ text: { type: 'plain_text', text: 'Like lin' }, value: 'like-lin' }])
    const chosen = await fake.selectOption(said, 'service', 'like-lin')
    await fake.waitFor(() => chosen.message?.text === 'service like-lin')
  })

  test.each<[string, (said: Awaited<ReturnType<typeof echo>>) => Promise<unknown>, string]>([
    ['a button that is not there', (said) => fake.pressButton(said, 'absent'), 'no element absent'],
    ['a select pressed like a button', (said) => fake.pressButton(said, 'region'), 'no element region'],
    ['a choice that is not offered', (said) => fake.selectOption(said, 'region', 'IT'), 'does not offer IT'],
    ['a pattern that fits twice', (said) => fake.pressButton(said, /again|remove/), '2 elements match'],
    ["somebody else's ephemeral message", (said) => fake.pressButton(said, 'again', { userId: admin }), 'cannot see'],
  ])('%s is a mistake of the test', async (_name, act, complaint) => {
    await expect(act(await echo())).rejects.toThrow(complaint)
  })

  test('a pattern and a label say which of several', async () => {
    const pressed = await fake.pressButton(await echo(), /again|remove/, { label: 'Again' })
    expect(pressed.payload).toMatchObject({ actions: [{ action_id: 'again' }] })
  })
})

describe('modals', () => {
  async function openForm() {
    const opened = await fake.pressButton(await echo(), 'form')
    await fake.waitFor(() => opened.view)
    return opened
  }

  test('opens for the person who pressed, and closes when the submission is taken', async () => {
    const opened = await openForm()
    expect(fake.modalsOf(alice)).toHaveLength(1)
    const submitted = await fake.submitView(opened, { name: 'Ada' })
    expect(submitted.payload).toMatchObject({
      type: 'view_submission',
      view: { callback_id: 'form', state: { values: { name: { name: { type: 'plain_text_input', value: 'Ada' } } } } },
      response_urls: [],
    })
    expect(fake.modalsOf(alice)).toEqual([])
    await fake.waitFor(() => fake.dmsTo(alice).some(({ text }) => text === 'Hello Ada'))
    expect(fake.violations).toEqual([])
  })

  test('stays open with the errors the bot gives', async () => {
    const opened = await openForm()
    const submitted = await fake.submitView(opened, { name: 'bad' })
    expect(submitted.view?.errors).toEqual({ name: 'Another name, please' })
    expect((await fake.submitView(opened, { name: 'good' })).view).toBeUndefined()
  })

  test('a conversation that is chosen for replies gets a response_url', async () => {
    const submitted = await fake.submitView(await openForm(), { name: 'Ada', where: general })
    expect(submitted.payload.response_urls).toMatchObject([{ block_id: 'where', action_id: 'where', channel_id: general }])
  })

  test('closing it tells the bot, which asked to know', async () => {
    const closed = await fake.closeView(await openForm())
    expect(closed?.payload).toMatchObject({ type: 'view_closed', is_cleared: false })
    await fake.waitFor(() => fake.dmsTo(alice).some(({ text }) => text === 'Never mind'))
  })

  test.each<[string, Record<string, string>, string]>([
    ['a required field left empty', {}, 'name is required'],
    ['text that is too long', { name: 'a name too long' }, 'name is longer than 10'],
    ['a field that is not there', { colour: 'red' }, 'no field colour'],
  ])('%s is never sent', async (_name, values, complaint) => {
    await expect(fake.submitView(await openForm(), values)).rejects.toThrow(complaint)
  })
})

describe('elsewhere', () => {
  test('a mention is answered in its thread', async () => {
    await fake.mention({ text: 'are you there', userId: admin, channelId: privacy })
    const answer = await fake.waitFor(() => fake.messagesIn(privacy).find(({ botId }) => botId !== undefined))
    expect(answer).toMatchObject({ text: `heard: <@${fakeIds.bot}> are you there`, threadTs: fake.messagesIn(privacy)[0]?.ts })
  })

  test('a mention where the bot is not is a mistake of the test', async () => {
    const { id } = fake.addChannel({ botIsMember: false })
    expect(() => fake.mention({ text: 'hi', channelId: id })).toThrow('not in')
  })

  test('a direct message is answered', async () => {
    await fake.directMessage({ userId: alice, text: 'hello' })
    await fake.waitFor(() => fake.dmsTo(alice).some(({ text }) => text === 'hello yourself'))
  })

  test('the home tab is published when opened', async () => {
    await fake.openHome({ userId: alice })
    const home = await fake.waitFor(() => fake.homeOf(alice))
    expect(fake.visibleText(home)).toBe('Home sweet home')
  })

  test('a shortcut works', async () => {
    await fake.shortcut('greet', { userId: alice })
    await fake.waitFor(() => fake.dmsTo(alice).some(({ text }) => text === 'Greetings'))
  })

  test('a channel the bot may not know is called privategroup', async () => {
    const { id } = fake.addChannel({ kind: 'private', name: 'secret', botIsMember: false })
    const said = await fake.slash({ command: '/echo', text: 'plain', channelId: id })
    expect(said.payload).toMatchObject({ channel_name: 'privategroup' })
    expect(said.message?.text).toBe('plain words')
  })
})

test('waiting in vain says what was seen', async () => {
  await webClient(fake).auth.test()
  await expect(fake.waitFor(() => false, 30)).rejects.toThrow('nothing came of it within 30 ms; last requests: auth.test 200')
})
