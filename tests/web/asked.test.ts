import { expect, test } from 'vitest'
import { messagesFor } from '../../src/notices/messages.ts'
import { readAsked } from '../../src/web/asked.ts'

function asked(query: Readonly<Record<string, string>>, languages?: string) {
  return readAsked({ query: (name) => query[name], languages, region: 'world', today: '2026-11-22', messages: messagesFor('en') })
}

test('nothing asked: the defaults, and no problem', () => {
  const { question, regionFrom, problems, dated } = asked({ region: '', q: 'x' })
  expect(question).toEqual({ region: 'world', account: 'personal', device: 'web', on: '2026-11-22' })
  expect({ regionFrom, problems, dated }).toEqual({ regionFrom: 'default', problems: [], dated: false })
})

test('places are read as people write them', () => {
  expect(asked({ region: 'uk' }).question.region).toBe('GB')
  expect(asked({ region: 'California' }).question.region).toBe('US-CA')
  expect(asked({ region: 'eu' }).question.region).toBe('eu')
})

test('a region nobody asked for is guessed from the first language, never from English alone', () => {
  expect(asked({}, 'de-AT,de;q=0.9').question.region).toBe('AT')
  expect(asked({}, 'fr;q=0.8').question.region).toBe('FR')
  expect(asked({}, 'en-US,en;q=0.9').question.region).toBe('world')
  expect(asked({}, '*').question.region).toBe('world')
  expect(asked({}, 'de').regionFrom).toBe('language')
  expect(asked({ region: 'FR' }, 'de').question.region).toBe('FR')
})

test('what cannot be read is said in words, each once, and the default stands in', () => {
  const { question, problems } = asked({ region: 'Bavria', account: 'gold', device: 'fridge', on: '2025-02-30' })
  expect(question).toEqual({ region: 'world', account: 'personal', device: 'web', on: '2026-11-22' })
  expect(problems).toHaveLength(4)
  expect(problems[0]).toContain('“Bavria”')
})

test('typed text is quoted short', () => {
  expect(asked({ region: 'x'.repeat(5000) }).problems.join('').length).toBeLessThan(200)
})

test('links keep what was asked, and leave out what is the default anyway', () => {
  const { link } = asked({ region: 'de', account: 'business', on: '2025-11-03', device: 'web' })
  expect(link('/s/example#do')).toBe('/s/example?region=DE&account=business&on=2025-11-03#do')
  expect(link('/s/example', { account: 'personal', device: 'ios', on: null })).toBe('/s/example?region=DE&device=ios')
  expect(asked({ region: 'Bavria' }).link('/')).toBe('/')
})
