import { expect, test } from 'vitest'
import { aDesk, anAsker, message, words } from './a-world.ts'

const mine = anAsker().person
const operators = {
  has: ({ userId }: { userId: string }) => userId === mine.userId,
  newLink: async () => 'https://optout.example/operators/enter/x',
}

test('whoever runs the bot gets a link, for their eyes only', async () => {
  const { desk } = await aDesk({ operators })
  const reply = message(await desk.run(['operator'], {}, anAsker()))
  expect(reply.visibility).toBe('private')
  expect(JSON.stringify(reply.notice)).toContain('https://optout.example/operators/enter/x')
  expect(words(await desk.runText('help', anAsker()))).toContain('/operator')
})

test.each([
  ['somebody else', operators, '666'],
  ['anybody, where there are no such pages', null, mine.userId],
])('%s gets none, and help does not mention it', async (_, given, userId) => {
  const { desk } = await aDesk(given === null ? {} : { operators: given })
  const asker = anAsker({ person: { chatPlatform: 'discord', userId } })
  expect(words(await desk.run(['operator'], {}, asker))).toContain('This is only for whoever runs this bot.')
  expect(words(await desk.runText('help', asker))).not.toContain('/operator')
})
