import fc from 'fast-check'
import { expect, test } from 'vitest'
import { typedText, wordsAfterMention } from '../../../src/bots/slack/typed-text.ts'

test.each([
  ['linkedin in DE', 'linkedin in DE'],
  ['  AT&amp;T   &lt;3 ', 'AT&T <3'],
  ['<http://linkedin.com|linkedin.com>', 'linkedin.com'],
  ['<https://www.reddit.com/settings>', 'https://www.reddit.com/settings'],
  ['<https://evil.example|linkedin>', 'https://evil.example'],
  ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
  ['digest set <#C012AB3CD|privacy> 09:00', 'digest set C012AB3CD 09:00'],
  ['<@U012AB3CD> <!here> reddit', 'reddit'],
])('%j was typed as %j', (text, typed) => {
  expect(typedText(text)).toBe(typed)
})

test.each([
  ['<@U0BOT> linkedin', 'linkedin'],
  ['hey <@U0BOT|optout> what about reddit', 'what about reddit'],
  ['linkedin', 'linkedin'],
  ['<@U0BOT>', ''],
])('the words after the mention in %j are %j', (text, words) => {
  expect(wordsAfterMention(text, 'U0BOT')).toBe(words)
})

test('is short and on one line, whatever arrives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 5_000 }), (text) => {
      expect(typedText(text)).toMatch(/^\S(.*\S)?$|^$/)
      expect(typedText(text).length).toBeLessThanOrEqual(2_000)
    }),
  )
})
