/** Digests and direct messages by the whole program, over days: each arrives once, whatever is stopped and started in between. */

import { describe, expect, type TestContext, test } from 'vitest'
import type { Chat } from './support/chat.ts'
import { CHATS } from './support/chats.ts'
import { eventually } from './support/eventually.ts'
import { aMachine, type Machine } from './support/machine.ts'
import { practiceChat } from './support/practice-chat.ts'
import { type Program, startProgram } from './support/program.ts'

type OnEnd = TestContext['onTestFinished']

const LINKEDIN = { services: 'linkedin', region: 'DE', always: 'yes' } as const

async function serve(machine: Machine, chat: Chat, atTheEnd: OnEnd): Promise<Program> {
  const program = startProgram({
    env: { ...chat.env, DATA_DIR: machine.dataDir, PORT: '0' },
    clockAheadMs: machine.aheadMs,
  })
  atTheEnd(async () => void (await program.kill()))
  await chat.connect(await program.ready())
  return program
}

/** The next full minute that can still be reached, as `HH:MM`. */
function nextMinute(machine: Machine): string {
  return new Date(Math.ceil((machine.now() + 2_000) / 60_000) * 60_000).toISOString().slice(11, 16)
}

describe.concurrent('on', () => {
  test.for(CHATS.filter(([name]) => name !== 'the practice chat'))(
    '%s, a digest set for the next minute arrives, and LinkedIn’s change is told once, at its day’s beginning',
    { timeout: 90_000 },
    async ([, startChat], { onTestFinished }) => {
      const machine = aMachine('2025-11-02T11:00:00Z')
      onTestFinished(() => machine.dispose())
      const chat = await startChat(machine)
      onTestFinished(() => chat.stop())

      // Sunday noon: somebody in Germany follows LinkedIn, and an admin sets a digest.
      const first = await serve(machine, chat, onTestFinished)
      const guide = await chat.use('optout', { platform: 'linkedin' })
      const inGermany = await (await guide.choose('Another region…')).fill?.('Germany')
      expect((await inGermany?.press('Follow LinkedIn'))?.text).toContain('You follow LinkedIn.')
      machine.setClock('2025-11-02T11:59:56Z')
      await first.setClock(machine.aheadMs)
      const set = await chat.use('digest set', { time: nextMinute(machine), zone: 'UTC', ...LINKEDIN }, 'admin')
      expect(set.onlyForMe).toBe(true)
      expect(set.text).toContain('The digest is set')
      expect(set.text).toContain('LinkedIn. For Germany.')
      expect(set.text).toContain('I checked that I may post there.')
      await eventually(async () => (await chat.inChannel()).length > 0, 70_000)
      const [nothing] = await chat.inChannel()
      expect(nothing?.text).toContain('Nothing changed.')
      expect(nothing?.text).toContain('2 November')
      expect((await chat.use('digest set', { time: '00:00', zone: 'UTC', ...LINKEDIN }, 'admin')).text).toContain('3 November 2025')
      expect((await first.stop()).code).toBe(0)

      // Midnight: LinkedIn's new terms begin.
      machine.setClock('2025-11-02T23:59:56Z')
      const second = await serve(machine, chat, onTestFinished)
      await eventually(async () => (await chat.inChannel()).length > 1 && (await chat.directMessages()).length > 0)
      const digest = (await chat.inChannel())[1]
      expect(digest?.text).toContain('Monday, 3 November 2025, for Germany.')
      expect(digest?.text).toContain('LinkedIn uses your profile and posts to train AI since 3 November 2025. You can turn it off.')
      const [message] = await chat.directMessages()
      expect(message?.text).toContain('LinkedIn uses your profile and posts to train AI since 3 November 2025. You can turn it off.')
      expect(message?.text).toContain('You follow LinkedIn.')
      const fromDigest = await digest?.choose('LinkedIn')
      expect(fromDigest?.onlyForMe).toBe(true)
      expect(fromDigest?.text).toContain('● LinkedIn: AI training is on by default')
      expect((await second.stop()).code).toBe(0)

      // A day later, after another start: nothing of it comes again.
      machine.setClock('2025-11-03T23:59:56Z')
      const third = await serve(machine, chat, onTestFinished)
      await eventually(async () => (await chat.inChannel()).length > 2)
      expect((await chat.inChannel()).map(({ text }) => text.includes('Nothing changed.'))).toEqual([true, false, true])
      expect((await third.stop()).code).toBe(0)
      expect((await chat.directMessages()).length).toBe(1)
      expect(chat.elsewhere()).toBe(0)
      expect(await chat.complaints()).toEqual([])
    },
  )

  test('the practice chat, days pass when its clock is moved, and its digest outlives the program', async ({ onTestFinished }) => {
    const machine = aMachine()
    onTestFinished(() => machine.dispose())
    const chat = practiceChat()
    const first = await serve(machine, chat, onTestFinished)
    await chat.startOver('2025-11-02')
    const guide = await chat.use('optout', { platform: 'linkedin' })
    const inGermany = await (await guide.choose('Another region…')).fill?.('Germany')
    expect(inGermany?.text).toContain('✓ LinkedIn says: no AI training')
    await inGermany?.press('Follow LinkedIn')
    expect((await chat.use('digest set', { time: '09:00', zone: 'UTC', ...LINKEDIN }, 'admin')).text).toContain('The digest is set')
    await chat.moveClock(10 * 60_000)
    expect((await chat.inChannel()).map(({ text }) => text.includes('Nothing changed.'))).toEqual([true])
    await chat.moveClock(2 * 86_400_000)
    const digests = await chat.inChannel()
    expect(digests.map(({ text }) => text.includes('Nothing changed.'))).toEqual([true, false, true])
    expect(digests[1]?.text).toContain('LinkedIn uses your profile and posts to train AI since 3 November 2025. You can turn it off.')
    expect((await chat.directMessages()).map(({ text }) => text.includes('You follow LinkedIn.'))).toEqual([true])
    const leftAt = await chat.now()
    expect((await first.stop()).code).toBe(0)

    const second = await serve(machine, chat, onTestFinished)
    expect(await chat.now()).toBeGreaterThanOrEqual(leftAt)
    expect((await chat.use('digest show', {}, 'admin')).text).toContain('Last run: 4 November 2025.')
    await chat.moveClock(86_400_000)
    expect((await chat.inChannel()).map(({ text }) => text.includes('Nothing changed.'))).toEqual([true])
    expect(await chat.directMessages()).toEqual([])
    expect((await second.stop()).code).toBe(0)
  })
})
