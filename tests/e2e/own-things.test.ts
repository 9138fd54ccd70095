/** A person's own things by the whole program: a reminder outlives a restart and comes once, a checklist remembers, and deleting forgets all. */

import { expect, type TestContext, test } from 'vitest'
import type { Chat } from './support/chat.ts'
import { startDiscordChat } from './support/discord-chat.ts'
import { eventually } from './support/eventually.ts'
import { aMachine, type Machine } from './support/machine.ts'
import { type Program, startProgram } from './support/program.ts'
import { startSlackChat } from './support/slack-chat.ts'

async function serve(machine: Machine, chats: readonly Chat[], { onTestFinished }: TestContext): Promise<Program> {
  const program = startProgram({
    env: { ...Object.assign({}, ...chats.map(({ env }) => env)), DATA_DIR: machine.dataDir, PORT: '0' },
    clockAheadMs: machine.aheadMs,
  })
  onTestFinished(async () => void (await program.kill()))
  const url = await program.ready()
  await Promise.all(chats.map((chat) => chat.connect(url)))
  return program
}

test('on Discord and on Slack', { timeout: 240_000 }, async (context) => {
  const machine = aMachine('2026-11-22T12:00:00Z')
  context.onTestFinished(() => machine.dispose())
  const chats: readonly Chat[] = await Promise.all([startDiscordChat({ now: machine.now }), startSlackChat('socket', { now: machine.now })])
  context.onTestFinished(async () => void (await Promise.all(chats.map((chat) => chat.stop()))))

  const first = await serve(machine, chats, context)
  for (const chat of chats) {
    const set = await chat.use('remind', { platform: 'linkedin', when: 'tomorrow 16:00 UTC' })
    expect(set.onlyForMe).toBe(true)
    expect(set.text).toContain('We remind you of LinkedIn on')
    expect((await chat.use('checklist', { pack: 'assistants' })).text).toContain('0 of')
    expect((await chat.use('remind')).text).toContain('You have 1 reminder')
  }
  expect((await first.stop()).code).toBe(0)

  machine.setClock('2026-11-23T15:59:57Z')
  const second = await serve(machine, chats, context)
  await eventually(async () => (await Promise.all(chats.map((chat) => chat.directMessages()))).every((seen) => seen.length > 0))
  for (const chat of chats) {
    const [reminder, ...more] = await chat.directMessages()
    expect(more).toEqual([])
    expect(reminder?.text).toContain('LinkedIn: you asked to be reminded.')
    const done = await reminder?.press('Done')
    expect(done?.inPlace).toBe(true)
    expect(done?.text).toContain('LinkedIn: done.')
    expect((await chat.use('remind')).text).toContain('You have no reminders')
    expect((await chat.use('checklist')).text).toContain('LinkedIn')

    const shown = await chat.use('mydata show')
    expect(shown.text).toContain('Checklist:')
    const asked = await shown.press('Delete everything')
    expect(asked.text).toContain("This can't be undone.")
    expect((await asked.press('Delete')).text).toContain('Deleted. Nothing about you is left in this bot.')
    expect((await chat.use('mydata show')).text).toContain('Nothing. We only keep')
    expect(await chat.complaints()).toEqual([])
  }
  expect((await second.stop()).code).toBe(0)
})
