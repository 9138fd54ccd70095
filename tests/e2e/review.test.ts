/** From a story to what people read and to its withdrawal, in the practice chat of the whole program. */

import { expect, test } from 'vitest'
import { aMachine } from './support/machine.ts'
import { practiceChat } from './support/practice-chat.ts'
import { startProgram } from './support/program.ts'

const MINUTE = 60_000

test('a story is reviewed, announced, received in a digest and as a message, and withdrawn', { timeout: 60_000 }, async ({
  onTestFinished,
}) => {
  const machine = aMachine()
  onTestFinished(() => machine.dispose())
  const program = startProgram({ env: { DATA_DIR: machine.dataDir, PORT: '0' } })
  onTestFinished(async () => void (await program.kill()))
  const chat = practiceChat()
  await chat.connect(await program.ready())
  await chat.startOver('2026-11-22')

  expect((await chat.use('review')).text).toContain('Nothing waits')
  const card = await (await chat.use('review')).press('Try an old change')
  const name = /^(.*?), .*looks like/m.exec(card.text.replace(/^#+ /gm, ''))?.[1] ?? ''
  expect(name).not.toBe('')
  await chat.use('follow', { platform: name })
  await chat.use('digest set', { time: '09:00' }, 'admin')
  const approved = await card.press('Approve')
  expect(approved.inPlace).toBe(true)
  expect(approved.text).toContain('It can be taken back until')
  expect(approved.text).toContain('If approved: 1 channel, 1 person.')

  await chat.moveClock(4 * MINUTE)
  expect(await chat.directMessages()).toEqual([])
  await chat.moveClock(MINUTE)
  const [told, ...more] = await chat.directMessages()
  expect(more).toEqual([])
  expect(told?.text).toContain(name)
  await chat.moveClock(24 * 60 * MINUTE)
  const [digest] = await chat.inChannel()
  expect(digest?.text).toContain(`${name} changed what it says about AI training`)

  const announced = await (await chat.use('review')).choose((await chat.use('review')).text.match(new RegExp(`${name}: .*`))?.[0] ?? '')
  const form = await announced.press('Withdraw it')
  const sent = await form.fill?.('It was only practice.')
  expect(sent?.text).toContain('Everybody who was told will be told this')
  await chat.moveClock(MINUTE)
  const corrections = [...(await chat.directMessages()), ...(await chat.inChannel())].filter(({ text }) => text.includes('nothing changed'))
  expect(corrections).toHaveLength(2)
  for (const { text } of corrections) expect(text).toContain('It was only practice.')
  expect((await program.stop()).code).toBe(0)
})
