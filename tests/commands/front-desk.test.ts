import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actions, actionThat, aDesk, anAsker, message, words } from './a-world.ts'

describe('a guide', () => {
  test('answers for the person’s case, with steps, limits, proof and date', async () => {
    const { desk } = await aDesk()
    const reply = await desk.run(['optout'], { platform: 'linkedin', region: 'DE' }, anAsker())
    expect(message(reply)).toMatchObject({ visibility: 'private', replaces: false })
    const said = words(reply)
    expect(said).toContain('● LinkedIn: AI training is on by default')
    expect(said).toContain('For you: Germany, personal account, in a browser, 22 November 2026. Since 3 November 2025.')
    expect(said).toContain('2. Turn off Use my data for training content creation AI models.')
    expect(said).toContain('https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement')
    expect(said).toContain('It does not undo training that has already happened.')
    expect(said).toContain('“You can opt out of our use of your data to train our content-generating AI models at any time.”')
  })

  test('says not used the day before LinkedIn started in Germany, and on the day itself on', async () => {
    const { desk } = await aDesk()
    const on = async (date: string) => words(await desk.runText(`linkedin in DE on ${date}`, anAsker())).split('\n')[0]
    expect(await on('2025-11-02')).toBe('✓ LinkedIn says: no AI training')
    expect(await on('2025-11-03')).toBe('● LinkedIn: AI training is on by default')
  })

  test('a guess is called a guess, and is not kept', async () => {
    const { desk, store } = await aDesk()
    const said = words(await desk.run(['optout'], { platform: 'linkedin' }, anAsker()))
    expect(said).toContain('Germany (a guess from your language)')
    expect(await store.people.settings(anAsker().person)).toEqual({})
  })

  test('what is chosen on it is remembered, one thing at a time, and the guide is redrawn in place', async () => {
    const { desk, store } = await aDesk()
    const asker = anAsker()
    const first = await desk.run(['optout'], { platform: 'linkedin', region: 'FR' }, asker)
    const ios = actionThat(first, (action) => action.do === 'guide' && action.device === 'ios')
    const second = await desk.press(desk.actionId(ios), asker)
    expect(message(second).replaces).toBe(true)
    expect(words(second)).toContain('For you: France, personal account, on iPhone')
    expect(await store.people.settings(asker.person)).toEqual({ device: 'ios' })
    expect(words(await desk.run(['optout'], { platform: 'linkedin' }, asker))).toContain('on iPhone')
  })

  test('another region is asked for in a form, remembered, and wrong ones are refused kindly', async () => {
    const { desk, store } = await aDesk()
    const asker = anAsker()
    const guide = await desk.run(['optout'], { platform: 'linkedin' }, asker)
    const choose = desk.actionId(actionThat(guide, (action) => action.do === 'choose-region'))
    expect(await desk.press(choose, asker)).toMatchObject({ kind: 'form', fields: [{ name: 'region' }] })
    expect(words(await desk.submit(choose, { region: 'Bavria' }, asker))).toContain("We don't know the region “Bavria”.")
    expect(words(await desk.submit(choose, { region: 'brazil' }, asker))).toContain('For you: Brazil,')
    expect(await store.people.settings(asker.person)).toEqual({ region: 'BR' })
  })

  test('shared, it is public, in the channel’s language, and says nothing of the person', async () => {
    const { desk } = await aDesk()
    const asker = anAsker()
    const guide = await desk.run(['optout'], { platform: 'linkedin', region: 'DE' }, asker)
    const shared = await desk.press(desk.actionId(actionThat(guide, (action) => action.do === 'share')), asker)
    expect(message(shared)).toMatchObject({ visibility: 'public', replaces: false })
    expect(words(shared)).not.toContain('For you')
    expect(actions(shared).map((action) => action.do)).toEqual(['guide', 'follow'])
  })

  test('an admin’s matter comes with a message to forward, and the admin’s own steps', async () => {
    const { desk } = await aDesk()
    const asker = anAsker()
    const guide = await desk.run(['optout'], { platform: 'jira', account: 'business', region: 'DE' }, asker)
    expect(words(guide)).toContain('Atlassian: AI training is on, only an admin can turn it off')
    const copied = await desk.press(desk.actionId(actionThat(guide, (action) => action.do === 'admin-message')), asker)
    expect(message(copied).notice.blocks).toContainEqual(expect.objectContaining({ kind: 'copy' }))
    const asAdmin = await desk.press(desk.actionId(actionThat(guide, (action) => action.do === 'guide' && action.chose === 'admin')), asker)
    expect(words(asAdmin)).toContain('You can, as an admin.')
  })
})

describe('finding the service', () => {
  test('asks which, when a word is shared', async () => {
    const { desk } = await aDesk()
    const reply = await desk.runText('copilot', anAsker())
    expect(words(reply)).toBe('Which one do you mean?')
    expect(actions(reply)).toEqual([
      { do: 'guide', slug: 'github-copilot' },
      { do: 'guide', slug: 'microsoft-copilot' },
    ])
  })

  test('an uncovered service can be asked for, and only its name is kept', async () => {
    const { desk } = await aDesk()
    const asker = anAsker()
    const reply = await desk.runText('photobucket', asker)
    expect(words(reply)).toContain("We don't cover photobucket yet")
    const noted = await desk.press(desk.actionId(actionThat(reply, (action) => action.do === 'request-service')), asker)
    expect(words(noted)).toContain('photobucket is on the list')
  })
})

describe('bad input', () => {
  test.each([
    [{ platform: 'linkedin', region: 'Bavria' }, "We don't know the region “Bavria”. Try a country, such as Germany or DE."],
    [{ platform: 'linkedin', account: 'nobody' }, "We don't know the account type “nobody”."],
    [{ platform: 'linkedin', device: 'toaster' }, "We don't know the device “toaster”."],
    [{ platform: 'linkedin', date: 'nxt tusday' }, "We can't read “nxt tusday” as a date."],
    [{ platform: 'linkedin', date: '2025-02-30' }, "We can't read “2025-02-30” as a date."],
    [{ platform: '' }, 'Which service?'],
    [{}, 'Which service?'],
  ])('/optout %j', async (input, expected) => {
    const { desk } = await aDesk()
    expect(words(await desk.run(['optout'], input as Record<string, string>, anAsker()))).toContain(expected)
  })

  test.each([
    ['digest set', 'This needs one more thing'],
    ['digest set 25:00', "We can't read “25:00” as a time."],
    ['digest set 9', "We can't read “9” as a time."],
    ['digest set 09:00 CETT', "We don't know the time zone “CETT”."],
    ['digest set 09:00 every someday', "We can't read “someday” as a day."],
    ['digest set 09:00 for linkedin, nosuchthing', "We don't cover “nosuchthing”."],
    ['digest set 09:00 only bananas', "We don't know “bananas” here."],
    ['digest sett 09:00', "We don't know “digest sett”. Did you mean /digest?"],
    ['digset set 09:00', 'Did you mean /digest?'],
    ['changes linkedin 99999', "We can't read “99999” as a number of days."],
  ])('%j is answered with what works', async (text, expected) => {
    const { desk, errors } = await aDesk()
    expect(words(await desk.runText(text, anAsker()))).toContain(expected)
    expect(errors).toEqual([])
  })

  test('any text gets an answer and breaks nothing', async () => {
    const { desk, errors } = await aDesk()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 200 }),
          fc.string({ maxLength: 60 }).map((rest) => `linkedin ${rest}`),
          fc.string({ maxLength: 60 }).map((rest) => `digest set 09:00 ${rest}`),
        ),
        async (text) => {
          expect(words(await desk.runText(text, anAsker())).length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 300 },
    )
    expect(errors).toEqual([])
  })

  test('stale buttons say so and offer a way on', async () => {
    const { desk } = await aDesk()
    const reply = await desk.press('0.gone', anAsker())
    expect(words(reply)).toBe('These buttons are too old.')
    expect(actions(reply)).toEqual([{ do: 'help' }])
  })

  test('when something breaks on our side, the person gets a code and the log the cause', async () => {
    const { desk, world, errors } = await aDesk()
    Object.assign(world.people, { settings: () => Promise.reject(new Error('disk gone')) })
    expect(words(await desk.runText('linkedin', anAsker()))).toContain(
      'Something broke on our side. Nothing was changed or sent. Try again in a minute. Code TEST.',
    )
    expect(errors).toEqual([new Error('disk gone')])
  })
})

describe('following', () => {
  test('from a guide: the guide says what happened and the button turns', async () => {
    const { desk, store } = await aDesk()
    const asker = anAsker()
    const guide = await desk.run(['optout'], { platform: 'linkedin', region: 'DE' }, asker)
    const after = await desk.press(desk.actionId(actionThat(guide, (action) => action.do === 'follow')), asker)
    expect(message(after).replaces).toBe(true)
    expect(words(after)).toContain('You follow LinkedIn.')
    expect(actions(after).some((action) => action.do === 'unfollow')).toBe(true)
    expect(await store.people.following(asker.person)).toEqual(['linkedin'])
  })

  test('is listed, and ends', async () => {
    const { desk } = await aDesk()
    const asker = anAsker()
    expect(words(await desk.run(['following'], {}, asker))).toContain('You follow no service yet')
    await desk.runText('follow reddit', asker)
    await desk.runText('follow linkedin', asker)
    expect(words(await desk.run(['following'], {}, asker))).toContain('LinkedIn, Reddit')
    expect(words(await desk.runText('unfollow reddit', asker))).toContain('You no longer follow Reddit.')
    expect(words(await desk.runText('unfollow reddit', asker))).toContain("You don't follow Reddit.")
  })
})

describe('a channel’s digest', () => {
  test('is set, shown, paused, resumed and turned off', async () => {
    const { desk, store } = await aDesk()
    const asker = anAsker()
    const set = await desk.runText('digest set 09:00 Europe/Berlin only action', asker)
    expect(words(set)).toContain(
      'This channel gets a digest every day at 09:00 (Europe/Berlin), only when something changed. First one: 23 November 2026, 09:00.',
    )
    expect(words(set)).toContain('I checked that I may post there.')
    const channel = asker.channel
    if (channel === null) throw new Error('unreachable')
    expect(await store.digests.of(channel)).toMatchObject({
      state: 'active',
      dueAt: Date.parse('2026-11-23T08:00:00Z'),
      settings: { minSeverity: 'action', services: null },
    })
    expect(words(await desk.run(['digest', 'show'], {}, asker))).toContain('Next one: 23 November 2026, 09:00.')
    expect(words(await desk.run(['digest', 'pause'], {}, asker))).toContain('Paused.')
    expect(words(await desk.run(['digest', 'show'], {}, asker))).toContain('It is paused.')
    expect(words(await desk.run(['digest', 'resume'], {}, asker))).toContain('Resumed.')
    const ask = await desk.run(['digest', 'off'], {}, asker)
    expect(await store.digests.of(channel)).not.toBeNull()
    const off = await desk.press(desk.actionId(actionThat(ask, (action) => action.do === 'digest-off')), asker)
    expect(words(off)).toContain('Turned off.')
    expect(await store.digests.of(channel)).toBeNull()
  })

  test('its preview shows the last real changes when there are no new ones, and says so', async () => {
    const { desk } = await aDesk()
    const asker = anAsker()
    await desk.runText('digest set 09:00 for linkedin in DE', asker)
    const preview = words(await desk.run(['digest', 'preview'], {}, asker))
    expect(preview).toContain('Preview, only you see this.')
    expect(preview).toContain('the last real one: 3 November 2025')
    expect(preview).toContain('LinkedIn uses your profile and posts to train AI since 3 November 2025. You can turn it off.')
  })

  test.each(['set 09:00', 'show', 'pause', 'resume', 'preview', 'off'])(
    '/digest %s is refused to who may not manage the server',
    async (words_) => {
      const { desk, store } = await aDesk()
      const asker = anAsker({ manages: false })
      expect(words(await desk.runText(`digest ${words_}`, asker))).toContain('Setting up a digest needs “Manage Server”.')
      if (asker.channel !== null) expect(await store.digests.of(asker.channel)).toBeNull()
    },
  )

  test('is refused where the bot may not post, and nothing is saved', async () => {
    const { desk, store } = await aDesk({ mayPost: async () => ({ kind: 'no', why: 'missing-access' }) })
    const asker = anAsker()
    expect(words(await desk.runText('digest set 09:00', asker))).toContain("I can't post in this channel")
    if (asker.channel !== null) expect(await store.digests.of(asker.channel)).toBeNull()
  })

  test('needs a channel', async () => {
    const { desk } = await aDesk()
    expect(words(await desk.runText('digest set 09:00', anAsker({ channel: null })))).toContain('A digest belongs to a channel.')
  })
})

test('help names every command with an example', async () => {
  const { desk } = await aDesk()
  const said = words(await desk.runText('', anAsker()))
  for (const example of ['/optout linkedin', '/changes', '/follow linkedin', '/following', '/digest set 09:00'])
    expect(said).toContain(example)
  const onSlack = words(await desk.runText('help', anAsker({ person: { chatPlatform: 'slack', userId: 'T1/U1' } })))
  expect(onSlack).toContain('/optout digest set 09:00')
})

test('suggestions for services, regions, zones and times come from memory, at most 25', async () => {
  const { desk } = await aDesk()
  const suggest = (path: string[], option: string, typed: string) => desk.suggest(path, option, typed, anAsker())
  expect((await suggest(['optout'], 'platform', 'link'))[0]).toEqual({ label: 'LinkedIn', value: 'linkedin' })
  expect((await suggest(['optout'], 'region', 'germ'))[0]).toEqual({ label: 'Germany', value: 'DE' })
  expect((await suggest(['digest', 'set'], 'zone', 'berlin'))[0]).toEqual({ label: 'Europe/Berlin', value: 'Europe/Berlin' })
  expect((await suggest(['digest', 'set'], 'time', '9'))[0]).toEqual({ label: '09:00', value: '09:00' })
  expect((await suggest(['digest', 'set'], 'services', 'linkedin, red'))[0]).toEqual({
    label: 'linkedin, Reddit',
    value: 'linkedin, reddit',
  })
  expect((await suggest(['optout'], 'region', '')).length).toBe(25)
  expect(await suggest(['nothing'], 'at-all', 'x')).toEqual([])
})
