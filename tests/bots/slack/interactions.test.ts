import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { noticeSaying, saying } from '../../fakes/front-desk.ts'
import { fakeIds, faults } from '../../fakes/slack/index.ts'
import { type Started, startBot } from './start-bot.ts'

describe.each(['socket', 'http'] as const)('over %s', (via) => {
  let at: Started
  const removed: string[] = []
  beforeAll(async () => {
    at = await startBot({ via, bot: { timing: { answerInAckMs: 150 }, onRemoved: (teamId) => removed.push(teamId) } })
  })
  afterEach(() => {
    expect(at.slack.violations).toEqual([])
    expect(at.slack.pings).toEqual([])
    expect(at.logs.filter((line) => line.level === 'error')).toEqual([])
    expect(JSON.stringify(at.logs)).not.toMatch(/xoxb|xapp|U0ALICE|linkedin/)
    at.slack.reset()
  })
  afterAll(() => at.stop())

  test('a slash command is answered in its acknowledgement, to this person only', async () => {
    const asked = await at.slack.slash({ command: '/optout', text: 'linkedin &amp; <https://x.example|x.example>', userId: fakeIds.alice })
    expect(asked.ackBody).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringMatching(/^● linkedin.*AI training is on by default\n/),
    })
    expect(at.slack.visibleText(at.slack.ephemeralTo(fakeIds.alice).at(-1))).toContain('unless you turn it off')
    expect(asked.responses).toEqual([])
    const call = at.desk.calls.at(-1)
    expect(call).toMatchObject({
      kind: 'text',
      text: 'linkedin & x.example',
      asker: {
        person: { chatPlatform: 'slack', userId: `${fakeIds.team}/${fakeIds.alice}` },
        channel: { chatPlatform: 'slack', installationId: fakeIds.team, channelId: fakeIds.general },
      },
    })
  })

  test('another slash command of ours is asked as a whole', async () => {
    await at.slack.slash({ command: '/digest', text: 'set 09:00' })
    expect(at.desk.calls.at(-1)).toMatchObject({ kind: 'text', text: '/digest set 09:00' })
  })

  test('what takes longer is answered after an empty acknowledgement', async () => {
    let answer = (): void => {}
    const slow = new Promise<void>((resolve) => {
      answer = resolve
    })
    at.desk.answer((call) => (call.kind === 'text' && call.text === 'slow' ? slow.then(() => saying('Here it is')) : undefined))
    const asked = await at.slack.slash({ command: '/optout', text: 'slow' })
    expect(asked.ackBody).toBeUndefined()
    answer()
    const [response] = await at.slack.waitFor(() => asked.responses.length > 0 && asked.responses)
    expect(response?.body).toMatchObject({ response_type: 'ephemeral', replace_original: false, text: 'Here it is' })
  })

  test('a public answer is for the whole channel', async () => {
    at.desk.answer((call) => (call.kind === 'text' && call.text === 'share' ? saying('For all', { visibility: 'public' }) : undefined))
    const asked = await at.slack.slash({ command: '/optout', text: 'share' })
    expect(asked.ackBody).toMatchObject({ response_type: 'in_channel' })
    expect(at.slack.messagesIn(fakeIds.general).at(-1)?.text).toBe('For all')
  })

  test('a front desk that breaks its promise still gets the person an answer', async () => {
    at.desk.answer((call) => {
      if (call.kind === 'text' && call.text === 'break') throw new TypeError('linkedin')
      return undefined
    })
    const asked = await at.slack.slash({ command: '/optout', text: 'break' })
    expect(asked.ackBody).toMatchObject({ text: 'Something broke on our side. Code TEST.' })
    // Taken out, because no other test may log an error.
    expect(at.logs.pop()).toEqual({ level: 'error', message: 'front desk failed', fields: { chatPlatform: 'slack', code: 'TypeError' } })
  })

  test('a button is acknowledged at once and answered to the person who pressed it', async () => {
    const guide = await at.slack.slash({ command: '/optout', text: 'reddit' })
    const pressed = await at.slack.pressButton(guide, /optout:/, { label: 'Follow' })
    expect(pressed.ackBody).toBeUndefined()
    await at.slack.waitFor(() => pressed.responses.length === 1)
    expect(pressed.responses[0]?.body).toMatchObject({ response_type: 'ephemeral', replace_original: false, text: 'Done: follow' })
    expect(at.desk.calls.at(-1)).toMatchObject({ kind: 'press', action: { do: 'follow', slug: 'reddit' } })
  })

  test('a chosen option replaces the private message it was on', async () => {
    const guide = await at.slack.slash({ command: '/optout', text: 'reddit' })
    const before = at.slack.ephemeralTo(fakeIds.alice).length
    const iPhone = JSON.stringify({ do: 'guide', slug: 'reddit', device: 'ios' })
    const chosen = await at.slack.selectOption(guide, /optout:/, `a1:${iPhone}`)
    await at.slack.waitFor(() => chosen.responses.length === 1)
    expect(at.slack.ephemeralTo(fakeIds.alice).length).toBe(before)
    expect(at.slack.visibleText(chosen.message)).toContain('reddit on ios')
  })

  test('a private answer never replaces what the channel sees', async () => {
    at.desk.answer((call) =>
      call.kind === 'text' && call.text === 'digest'
        ? {
            ...saying('Digest', { visibility: 'public' }),
            notice: {
              ...noticeSaying('Digest'),
              blocks: [{ kind: 'buttons', buttons: [{ kind: 'action', label: 'Guide', action: { do: 'guide', slug: 'x' } }] }],
            },
          }
        : undefined,
    )
    const digest = await at.slack.slash({ command: '/optout', text: 'digest' })
    const shown = at.slack.messagesIn(fakeIds.general).at(-1)
    if (shown === undefined) throw new Error('the digest is not in the channel')
    const pressed = await at.slack.pressButton(shown, /optout:/, { userId: fakeIds.admin })
    await at.slack.waitFor(() => pressed.responses.length === 1)
    expect(pressed.responses[0]?.body).toMatchObject({ response_type: 'ephemeral', replace_original: false })
    expect(shown.edits).toBe(0)
    expect(digest.failure).toBeUndefined()
  })

  test('sharing posts to the channel, also one we are not in', async () => {
    const channel = at.slack.addChannel({ members: [fakeIds.alice], botIsMember: false })
    const guide = await at.slack.slash({ command: '/optout', text: 'reddit', channelId: channel.id })
    await at.slack.pressButton(guide, /optout:/, { label: 'Share here' })
    const shared = await at.slack.waitFor(() => at.slack.messagesIn(channel.id).at(-1))
    expect(at.slack.visibleText(shared)).toContain('reddit: AI training is on by default')
  })

  test('a button that opens a link is only acknowledged', async () => {
    const guide = await at.slack.slash({ command: '/optout', text: 'reddit' })
    const calls = at.desk.calls.length
    const pressed = await at.slack.pressButton(guide, /optout:/, { label: 'Open the setting' })
    expect(pressed.failure).toBeUndefined()
    expect(pressed.responses).toEqual([])
    expect(at.desk.calls.length).toBe(calls)
  })

  test('a button from an older version gets a kind answer', async () => {
    const guide = await at.slack.slash({ command: '/optout', text: 'reddit' })
    const button = guide.message?.blocks
      .flatMap((block) => (Array.isArray(block.elements) ? block.elements : []))
      .find((element) => element.text?.text === 'Follow')
    button.value = 'optout-v0|follow|reddit'
    const pressed = await at.slack.pressButton(guide, /optout:/, { label: 'Follow' })
    await at.slack.waitFor(() => pressed.responses.length === 1)
    expect(pressed.responses[0]?.body.text).toBe('These buttons are too old.')
  })

  test('a form opens as a modal, and what is typed is answered where it was asked', async () => {
    const guide = await at.slack.slash({ command: '/optout', text: 'reddit' })
    const pressed = await at.slack.pressButton(guide, /optout:/, { label: 'Ask for it' })
    const view = await at.slack.waitFor(() => pressed.view)
    expect(at.slack.visibleText(view)).toContain('Ask for a service')
    const submitted = await at.slack.submitView(view, { name: 'Photobucket' })
    expect(submitted.ackBody).toEqual({ response_action: 'clear' })
    expect(at.slack.modalsOf(fakeIds.alice)).toEqual([])
    expect(at.desk.calls.at(-1)).toMatchObject({
      kind: 'submit',
      actionId: 'a1:{"do":"request-service","name":"reddit"}',
      values: { name: 'Photobucket' },
      asker: { channel: { channelId: fakeIds.general } },
    })
    await at.slack.waitFor(() => pressed.responses.length === 1)
    expect(pressed.responses[0]?.body).toMatchObject({ text: 'Asked for Photobucket', response_type: 'ephemeral' })
  })

  test('a form that follows a form stays in the modal', async () => {
    at.desk.answer((call) =>
      call.kind === 'submit' && call.values.name === 'again'
        ? {
            kind: 'form',
            title: 'Once more',
            submitLabel: 'Ask',
            cancelLabel: 'Cancel',
            fields: [{ name: 'name', label: 'Name', required: true, maxChars: 40 }],
            action: { do: 'help' },
          }
        : undefined,
    )
    const guide = await at.slack.slash({ command: '/optout', text: 'reddit' })
    const pressed = await at.slack.pressButton(guide, /optout:/, { label: 'Ask for it' })
    const view = await at.slack.waitFor(() => pressed.view)
    await at.slack.submitView(view, { name: 'again' })
    expect(at.slack.visibleText(at.slack.modalsOf(fakeIds.alice).at(-1))).toContain('Once more')
    await at.slack.submitView(view, { name: 'done' })
    await at.slack.waitFor(() => pressed.responses.length === 1)
    expect(at.desk.calls.at(-1)).toMatchObject({ kind: 'submit', actionId: 'a1:{"do":"help"}' })
  })

  test('a form that Slack will not open becomes a button to press again', async () => {
    at.slack.fail({ method: 'views.open' }, faults.error('expired_trigger_id'))
    const guide = await at.slack.slash({ command: '/optout', text: 'reddit' })
    const pressed = await at.slack.pressButton(guide, /optout:/, { label: 'Ask for it' })
    await at.slack.waitFor(() => pressed.responses.length === 1)
    expect(at.slack.visibleText(pressed.message)).toBe('Ask for a service\n[Ask]')
    const again = await at.slack.pressButton(pressed, 'optout:0')
    expect(await at.slack.waitFor(() => again.view)).toBeDefined()
  })

  test('a mention in a thread is answered there, to this person only', async () => {
    await at.slack.slash({ command: '/optout', text: 'share' })
    const root = at.slack.messagesIn(fakeIds.general).at(-1)
    await at.slack.mention({ text: 'linkedin in DE', channelId: fakeIds.general, threadTs: root?.ts ?? '', userId: fakeIds.alice })
    const answer = await at.slack.waitFor(() => at.slack.ephemeralTo(fakeIds.alice).at(-1))
    expect(answer.threadTs).toBe(root?.ts)
    expect(at.desk.calls.at(-1)).toMatchObject({ kind: 'text', text: 'linkedin in DE' })
  })

  test('a form asked for in a mention becomes a button, which opens it', async () => {
    at.desk.answer((call) =>
      call.kind === 'text' && call.text === 'form'
        ? {
            kind: 'form',
            title: 'Which region?',
            submitLabel: 'Choose',
            cancelLabel: 'Cancel',
            fields: [],
            action: { do: 'request-service', name: 'x' },
          }
        : undefined,
    )
    await at.slack.mention({ text: 'form', userId: fakeIds.alice })
    const answer = await at.slack.waitFor(() => at.slack.ephemeralTo(fakeIds.alice).at(-1))
    const pressed = await at.slack.pressButton(answer, 'optout:0')
    expect(await at.slack.waitFor(() => pressed.view)).toBeDefined()
  })

  test('a direct message is answered in the direct messages', async () => {
    await at.slack.directMessage({ text: 'tiktok', userId: fakeIds.alice })
    const answer = await at.slack.waitFor(() => at.slack.dmsTo(fakeIds.alice).at(-1))
    expect(answer.text).toContain('tiktok')
    expect(at.desk.calls.at(-1)).toMatchObject({ asker: { channel: null } })
  })

  test('a repeated event is answered once', async () => {
    const asked = await at.slack.mention({ text: 'linkedin', userId: fakeIds.alice })
    await at.slack.waitFor(() => at.slack.ephemeralTo(fakeIds.alice).length === 1)
    const calls = at.desk.calls.length
    await at.slack.redeliver(asked)
    await at.slack.slash({ command: '/optout', text: 'help' })
    expect(at.desk.calls.length).toBe(calls + 1)
  })

  test('what bots write, edits and ordinary channel talk are nobody asking', async () => {
    const calls = at.desk.calls.length
    for (const event of [
      { type: 'message', channel_type: 'im', channel: 'D0X', bot_id: 'B0OTHER', text: 'linkedin', user: fakeIds.alice },
      { type: 'message', channel_type: 'im', channel: 'D0X', subtype: 'message_changed', message: {} },
      { type: 'message', channel_type: 'channel', channel: fakeIds.general, user: fakeIds.alice, text: 'linkedin' },
      { type: 'app_mention', channel: fakeIds.general, user: fakeIds.bot, text: 'linkedin' },
    ])
      expect((await at.slack.event(event)).failure).toBeUndefined()
    expect(at.desk.calls.length).toBe(calls)
  })

  test('a lost answer is not posted twice', async () => {
    at.slack.fail({ method: 'response_url' }, faults.acceptThenReset)
    const guide = await at.slack.slash({ command: '/optout', text: 'reddit' })
    const before = at.slack.ephemeralTo(fakeIds.alice).length
    const pressed = await at.slack.pressButton(guide, /optout:/, { label: 'Follow' })
    await at.slack.waitFor(() => pressed.responses.length === 1 && at.logs.some((line) => line.message === 'slack answer lost'))
    expect(at.slack.ephemeralTo(fakeIds.alice).length).toBe(before + 1)
  })

  test('an uninstalled app is told of', async () => {
    expect((await at.slack.event({ type: 'app_uninstalled' })).failure).toBeUndefined()
    await at.slack.waitFor(() => removed.length > 0)
    expect(removed).toEqual([fakeIds.team])
  })

  describe('who may manage', () => {
    const askAs = async (userId: string) => {
      await at.slack.slash({ command: '/optout', text: 'digest set', userId })
      const call = at.desk.calls.at(-1)
      if (call === undefined) throw new Error('nobody asked')
      return call.asker.mayManage()
    }
    test.each([
      ['an admin', fakeIds.admin, true],
      ['an ordinary member', fakeIds.alice, false],
      ['a guest', fakeIds.guest, false],
    ])('%s: %s', async (_, userId, expected) => expect(await askAs(userId)).toBe(expected))

    test('an owner, yes; an admin of another workspace, no', async () => {
      expect(await askAs(at.slack.addUser({ isPrimaryOwner: true }).id)).toBe(true)
      const stranger = at.slack.addUser({ teamId: at.slack.addTeam().id, isAdmin: true })
      const guide = await at.slack.slash({ command: '/optout', text: 'share' })
      expect(guide.failure).toBeUndefined()
      const shown = at.slack.messagesIn(fakeIds.general).at(-1)
      expect(shown).toBeDefined()
      await at.slack.event({
        type: 'app_mention',
        channel: fakeIds.general,
        user: stranger.id,
        user_team: stranger.teamId,
        text: '<@U0BOT00000> digest',
      })
      const call = await at.slack.waitFor(() => at.desk.calls.findLast((one) => one.asker.person.userId.endsWith(stranger.id)))
      expect(await call.asker.mayManage()).toBe(false)
    })

    test('nobody when Slack does not say', async () => {
      await at.slack.slash({ command: '/optout', text: 'digest set', userId: fakeIds.admin })
      at.slack.fail({ method: 'users.info', times: Number.POSITIVE_INFINITY }, faults.serverError)
      expect(await at.desk.calls.at(-1)?.asker.mayManage()).toBe(false)
    })
  })

  test('language and zone are known the second time, and never waited for', async () => {
    const user = at.slack.addUser({ tz: 'Asia/Tokyo', locale: 'ja-JP' })
    await at.slack.slash({ command: '/optout', text: 'x', userId: user.id })
    expect(at.desk.calls.at(-1)?.asker).toMatchObject({ locale: null, zone: null })
    await at.slack.waitFor(() => at.slack.requests.some((request) => request.method === 'users.info' && request.status === 200))
    await at.desk.calls.at(-1)?.asker.mayManage()
    await at.slack.slash({ command: '/optout', text: 'x', userId: user.id })
    expect(at.desk.calls.at(-1)?.asker).toMatchObject({ locale: 'ja-JP', zone: 'Asia/Tokyo' })
  })
})
