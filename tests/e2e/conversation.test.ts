/** The whole program on each chat platform, asked as people ask. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Chat } from './support/chat.ts'
import { CHATS } from './support/chats.ts'
import { aMachine, type Machine } from './support/machine.ts'
import { type Program, startProgram } from './support/program.ts'

const SETTING = 'https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement'
const FORM = 'https://www.linkedin.com/help/linkedin/ask/TS-DPRO'

/** What somebody in Germany asks, with nothing left to what was chosen before. */
const asked = { platform: 'linkedin', region: 'DE', device: 'web', account: 'personal' } as const

describe.each(CHATS)('on %s', (_, startChat) => {
  let machine: Machine
  let chat: Chat
  let program: Program

  beforeAll(async () => {
    machine = aMachine()
    chat = await startChat(machine)
    program = startProgram({ env: { ...chat.env, DATA_DIR: machine.dataDir, PORT: '0' } })
    await chat.connect(await program.ready())
  })
  afterEach(async () => {
    expect(await chat.complaints()).toEqual([])
  })
  afterAll(async () => {
    const { code, stderr } = await program.stop()
    await chat.stop()
    machine.dispose()
    expect(code).toBe(0)
    // Neither what was asked nor who asked, and nothing that went wrong unseen.
    expect(stderr).not.toMatch(/linkedin|zorbly|U0ALICE|1000000000000000003|"level":"error"/)
    for (const secret of Object.values(chat.env)) if (!secret.startsWith('http')) expect(stderr).not.toContain(secret)
  })

  test('LinkedIn in Germany is "not used" on 2 November 2025, and says what comes', async () => {
    const answer = await chat.use('optout', { ...asked, date: '2025-11-02' })
    expect(answer.text).toContain('✓ LinkedIn says: no AI training')
    expect(answer.text).toContain('Nothing to turn off.')
    expect(answer.text).toContain('From 3 November 2025 (in 1 day): on by default.')
    expect(answer.text).toContain('For you: Germany, personal account, in a browser, 2 November 2025')
    expect(answer.sent).not.toContain(SETTING)
    expect(answer.onlyForMe).toBe(true)
  })

  test('and "on" on 3 November 2025: steps, setting, form, limits and proof', async () => {
    const answer = await chat.use('optout', { ...asked, date: '2025-11-03' })
    expect(answer.text).toContain('● LinkedIn: AI training is on by default')
    expect(answer.text).toContain('LinkedIn uses your profile and posts to train AI, unless you turn it off.')
    expect(answer.text).toContain('1. Open Data for Generative AI Improvement with the button.')
    expect(answer.text).toContain('2. Turn off Use my data for training content creation AI models.')
    expect(answer.text).toContain('By hand: Me › Settings & Privacy › Data privacy › Data for Generative AI Improvement')
    expect(answer.text).toContain('It does not undo training that has already happened.')
    expect(answer.text).toContain('Other AI at LinkedIn, such as ranking and security: always used. You can object with a form.')
    expect(answer.text).toContain('Proof “You can opt out of our use of your data to train our content-generating AI models at any time.”')
    expect(answer.text).toContain('LinkedIn privacy policy for Europe, 21 August 2026')
    expect(answer.sent).toContain(SETTING)
    expect(answer.sent).toContain(FORM)
    expect(answer.onlyForMe).toBe(true)
  })

  test('choosing a device changes the answer in place, and is remembered', async () => {
    const first = await chat.use('optout', { platform: 'linkedin', region: 'DE', date: '2025-11-03' })
    const onPhone = await first.choose('On iPhone')
    expect(onPhone.inPlace).toBe(true)
    expect(onPhone.onlyForMe).toBe(true)
    expect(onPhone.text).toContain('Germany, personal account, on iPhone')
    expect(onPhone.text).toContain('1. ')
    const next = await chat.use('optout', { platform: 'linkedin', region: 'DE' })
    expect(next.text).toContain('personal account, on iPhone')
    const back = await next.choose('In a browser')
    expect(back.text).toContain('personal account, in a browser')
  })

  test('another region comes from a form, in place, and is remembered', async () => {
    const first = await chat.use('optout', { ...asked, date: '2025-11-02' })
    const form = await first.choose('Another region…')
    expect(form.text).toContain('Your region')
    expect(form.text).toContain('Country, US state, or EU')
    const inTexas = await form.fill?.('Texas')
    expect(inTexas?.inPlace).toBe(true)
    expect(inTexas?.text).toContain('● LinkedIn: AI training is on by default')
    expect(inTexas?.text).toContain('For you: Texas')
    expect((await chat.use('optout', { platform: 'linkedin' })).text).toContain('For you: Texas')
    // What is asked for by name counts for that answer only.
    expect((await chat.use('optout', asked)).text).toContain('For you: Germany')
    expect((await chat.use('optout', { platform: 'linkedin' })).text).toContain('For you: Texas')
  })

  test('a region nobody knows is refused in one sentence, and nothing is forgotten', async () => {
    const first = await chat.use('optout', { ...asked, region: 'FR' })
    const refused = await (await first.choose('Another region…')).fill?.('Bavria')
    expect(refused?.text).toContain("We don't know the region “Bavria”. Try a country, such as Germany or DE.")
    expect(refused?.onlyForMe).toBe(true)
    expect(refused?.inPlace).toBe(false)
    const again = await (await first.choose('Another region…')).fill?.('DE')
    expect(again?.text).toContain('For you: Germany')
  })

  test('Share here posts the guide for everybody, and its button answers each alone', async () => {
    const before = (await chat.inChannel()).length
    const guide = await chat.use('optout', { ...asked, date: '2025-11-03' })
    const answer = await guide.press('Share here')
    expect(answer.onlyForMe).toBe(false)
    const [shared, ...more] = (await chat.inChannel()).slice(before)
    expect(more).toEqual([])
    expect(shared?.text).toContain('● LinkedIn: AI training is on by default')
    expect(shared?.text).toContain('For: Germany, personal account, 3 November 2025')
    expect(shared?.text).not.toContain('For you')
    const mine = await shared?.press('My case', 'admin')
    expect(mine?.onlyForMe).toBe(true)
    expect(mine?.inPlace).toBe(false)
    expect(mine?.text).toContain('For you:')
    expect((await chat.inChannel()).length).toBe(before + 1)
  })

  test('Follow turns into Stop following, and back', async () => {
    const guide = await chat.use('optout', asked)
    const followed = await guide.press('Follow LinkedIn')
    expect(followed.inPlace).toBe(true)
    expect(followed.text).toContain('You follow LinkedIn. You get a direct message when its AI training changes.')
    expect(followed.text).toContain('For you: Germany')
    expect(followed.text).toContain('Stop following')
    expect((await chat.use('following')).text).toContain('You follow 1 service\nLinkedIn')
    const stopped = await followed.press('Stop following')
    expect(stopped.inPlace).toBe(true)
    expect(stopped.text).toContain('Follow LinkedIn')
    expect((await chat.use('following')).text).toContain('You follow no service yet')
  })

  test('following works by command, too', async () => {
    expect((await chat.use('follow', { platform: 'reddit' })).text).toContain('You follow Reddit.')
    expect((await chat.use('follow', { platform: 'reddit' })).text).toContain('You follow Reddit already.')
    const list = await chat.use('following')
    expect((await list.choose('Reddit').catch(() => list)).onlyForMe).toBe(true)
    expect((await chat.use('unfollow', { platform: 'Reddit' })).text).toContain('You no longer follow Reddit.')
    expect((await chat.use('unfollow', { platform: 'reddit' })).text).toContain("You don't follow Reddit.")
  })

  test('a name that several services share is asked back', async () => {
    const which = await chat.use('optout', { platform: 'copilot' })
    expect(which.text).toContain('Which one do you mean?')
    const options = [...which.sent.matchAll(/((?:Microsoft|GitHub) Copilot: [a-z ]+)/g)].map(([, label = '']) => label)
    expect(options.map((label) => label.split(':')[0]).toSorted()).toEqual(['GitHub Copilot', 'Microsoft Copilot'])
    const guide = await which.choose(options.find((label) => label.startsWith('GitHub')) ?? '')
    expect(guide.text).toMatch(/[■●○✓?] GitHub Copilot/)
    expect(guide.onlyForMe).toBe(true)
  })

  test.each([
    ['a typo', 'linkedim', 'You typed “linkedim”.'],
    ['a link', 'https://www.linkedin.com/in/somebody?trk=x', 'LinkedIn'],
    ['a domain', 'linkedin.com', 'LinkedIn'],
    ['capitals', 'LINKEDIN', 'LinkedIn'],
  ])('%s is understood', async (_kind, platform, said) => {
    const answer = await chat.use('optout', { ...asked, platform })
    expect(answer.text).toContain('LinkedIn: AI training is on by default')
    expect(answer.text).toContain(said)
  })

  test('a service nobody covers yet can be asked for', async () => {
    const unknown = await chat.use('optout', { platform: 'zorbly quux' })
    expect(unknown.text).toContain("We don't cover zorbly quux yet")
    const asking = await unknown.press('Ask for it')
    expect(asking.inPlace).toBe(true)
    expect(asking.text).toContain('Noted. zorbly quux is on the list of services people ask for.')
  })

  test.each([
    ['region', { ...asked, region: 'Bavria' }, "We don't know the region “Bavria”."],
    ['date', { ...asked, date: '31.02.2025' }, "We can't read “31.02.2025” as a date. Try: 2025-11-03."],
    ['ping', { ...asked, platform: '@everyone <@1> <!channel>' }, "We don't cover"],
    ['marks', { ...asked, platform: '**x** [l](https://evil.example) `c`' }, "We don't cover"],
  ])('a strange %s gets one clear answer', async (_kind, options, said) => {
    const answer = await chat.use('optout', options)
    expect(answer.text).toContain(said)
    expect(answer.onlyForMe).toBe(true)
    expect(answer.text.length).toBeLessThan(600)
  })

  test('the longest text that can be sent gets a short answer', async () => {
    const answer = await chat.use('optout', { platform: 'z'.repeat(chat.nameCharsMax) })
    expect(answer.text).toContain("We don't cover")
    expect(answer.text.length).toBeLessThan(600)
  })

  test('changes are listed for all services and for one', async () => {
    const all = await chat.use('changes', { days: '90' })
    expect(all.onlyForMe).toBe(true)
    expect(all.text).toMatch(/changes? to AI training/i)
    const one = await chat.use('changes', { platform: 'linkedin' })
    expect(one.text).toContain('3 November 2025')
    expect(one.text).not.toContain('Reddit')
  })

  test('help names each command as it is used here', async () => {
    const help = await chat.use('help')
    expect(help.text).toContain('Optout: is it training AI on you?')
    for (const example of ['/optout linkedin', 'follow linkedin', 'digest set 09:00 Europe/Berlin']) expect(help.text).toContain(example)
    expect(help.text.includes('/optout digest set')).toBe(chat.name.startsWith('Slack'))
  })

  test('a digest is set up by admins only', async () => {
    const refused = await chat.use('digest set', { time: '09:00' }, 'member')
    expect(refused.text).toMatch(/^Setting up a digest needs /)
    expect(refused.onlyForMe).toBe(true)
    expect((await chat.use('digest show', {}, 'member')).text).toMatch(/^Setting up a digest needs /)
    expect((await chat.use('digest show', {}, 'admin')).text).toContain('This channel has no digest yet.')
  })

  test('a digest for a channel the bot may not post to is refused before anything is saved', async () => {
    const refused = await chat.use('digest set', { time: '09:00', channel: chat.closedChannel() }, 'admin')
    expect(refused.text).toMatch(/I can't (?:post in|find) /)
    expect((await chat.use('digest show', {}, 'admin')).text).toContain('This channel has no digest yet.')
  })

  test.each([
    [{ time: '25:00' }, "We can't read “25:00” as a time. Try: 09:00 or 17:30."],
    [{ time: '09:00', zone: 'CETT' }, "We don't know the time zone “CETT”. Try Europe/Berlin."],
    [{ time: '09:00', zone: 'UTC', services: 'linkedin, zorbly' }, "We don't cover “zorbly”."],
    [{ time: '09:00', zone: 'UTC', region: 'Bavria' }, "We don't know the region “Bavria”."],
  ])('a digest with %o is refused in one sentence', async (options, said) => {
    expect((await chat.use('digest set', options, 'admin')).text).toContain(said)
    expect((await chat.use('digest show', {}, 'admin')).text).toContain('This channel has no digest yet.')
  })

  test('a digest can be set, shown, previewed, paused, resumed and turned off by its buttons', async () => {
    const set = await chat.use(
      'digest set',
      {
        time: '9:30',
        zone: 'Europe/Berlin',
        every: chat.name === 'Discord' ? '1' : 'monday',
        services: 'linkedin, reddit',
        severity: 'action',
        region: 'DE',
      },
      'admin',
    )
    expect(set.text).toContain('This channel gets a digest every Monday at 09:30 (Europe/Berlin), only when something changed.')
    expect(set.text).toContain('LinkedIn and Reddit. For Germany. Only what someone may want to act on.')
    const preview = await set.press('Preview', 'admin')
    expect(preview.onlyForMe).toBe(true)
    expect(preview.text).toContain('Preview, only you see this.')
    const paused = await set.press('Pause', 'admin')
    expect(paused.inPlace).toBe(true)
    expect(paused.text).toContain('Paused.')
    expect((await paused.press('Resume', 'admin')).text).toContain('Resumed. Next one: ')
    const shown = await chat.use('digest show', {}, 'admin')
    const asking = await shown.press('Turn off', 'admin')
    expect(asking.text).toContain('Its settings are deleted.')
    expect((await asking.press('Turn it off', 'admin')).text).toContain('Turned off.')
    expect((await chat.use('digest show', {}, 'admin')).text).toContain('This channel has no digest yet.')
  })

  test('a button from another release is answered with a way on', async () => {
    const answer = await chat.pressStale('0.guide.linkedin.DE')
    expect(answer.text).toContain('These buttons are too old.')
    expect((await answer.press('Help')).text).toContain('Optout: is it training AI on you?')
  })

  test('what is typed is completed, where the chat platform can', async () => {
    if (chat.name.startsWith('Slack')) return expect(chat.complete('optout', 'li')).rejects.toThrow('no slash commands')
    const offered = await chat.complete('optout', 'linke')
    expect(offered[0]).toBe('LinkedIn')
    expect((await chat.complete('optout', '')).length).toBeGreaterThan(3)
    return undefined
  })
})
