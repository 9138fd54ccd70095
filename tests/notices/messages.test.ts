import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import english from '../../src/notices/locales/en.json' with { type: 'json' }
import { LOCALES, type MessageKey, messagesFor, nearestLocale } from '../../src/notices/messages.ts'

const ROOT = join(import.meta.dirname, '../..')
const keys = Object.keys(english) as MessageKey[]
const source = globSync('src/**/*.ts', { cwd: ROOT })
  .map((file) => readFileSync(join(ROOT, file), 'utf8'))
  .join('\n')

describe('the message catalog', () => {
  test('has no message nobody says', () => {
    // A key is used as it stands, or made by a template: `change.${when}.${shape}`.
    const templates = [...source.matchAll(/`([a-z]+\.(?:[a-z.]|\$\{[^}]+\})*)`/g)].map(
      ([, template = '']) =>
        new RegExp(
          `^${template
            .replace(/\$\{[^}]+\}/g, '\0')
            .replaceAll('.', '\\.')
            .replaceAll('\0', '[\\w-]+')}$`,
        ),
    )
    const used = (key: string) => source.includes(`'${key}'`) || templates.some((template) => template.test(key))
    expect(keys.filter((key) => !used(key))).toEqual([])
  })

  test('parses and formats every message', () => {
    const messages = messagesFor('en')
    for (const key of keys) {
      const names = [...english[key].matchAll(/\{(\w+)/g)].map((match) => match[1] ?? '')
      const filled = Object.fromEntries(names.map((name) => [name, /count|days|max/.test(name) ? 3 : `(${name})`]))
      expect(messages.text(key, filled).length, key).toBeGreaterThan(0)
    }
  })

  test('speaks calmly: no exclamation marks, no emoji, no "please" or "simply"', () => {
    for (const key of keys) {
      expect(english[key], key).not.toMatch(/!|\bplease\b|\bsimply\b|\bjust\b|\bleverage\b/i)
      expect(english[key], key).not.toMatch(/\p{Extended_Pictographic}/u)
    }
  })

  test('keeps buttons short enough to double in another language', () => {
    for (const key of keys.filter((each) => each.startsWith('button.')))
      expect(english[key].replace('{name}', '').length, key).toBeLessThanOrEqual(20)
  })

  test('keeps command and option descriptions within Discord’s 100 characters', () => {
    for (const key of keys.filter((each) => each.startsWith('command.') || each.startsWith('option.')))
      expect(english[key].length, key).toBeLessThanOrEqual(100)
  })
})

test('the nearest language is found, else English', () => {
  expect(nearestLocale('en-GB')).toBe('en')
  expect(nearestLocale('xx-YY')).toBe('en')
  expect(nearestLocale(null)).toBe('en')
  expect(LOCALES[0]).toBe('en')
})

test('strong parts and links are spans, and values can never become either', () => {
  const messages = messagesFor('en')
  expect(messages.rich('plans.line', { plans: '<b>Free</b>', label: '{x}' })).toEqual([
    { kind: 'text', text: '<b>Free</b>', strong: true },
    { kind: 'text', text: ': {x}.' },
  ])
  expect(messages.rich('step.open.link', { label: 'here' }, 'https://example.com')).toEqual([
    { kind: 'text', text: 'Open ' },
    { kind: 'link', text: 'here', url: 'https://example.com' },
    { kind: 'text', text: '.' },
  ])
})

test('places and lists are in plain words', () => {
  const messages = messagesFor('en')
  expect(messages.place('DE')).toBe('Germany')
  expect(messages.place('US-CA')).toBe('California, United States')
  expect(messages.place('eea')).toBe('the EU and EEA')
  expect(messages.list(['a', 'b', 'c'])).toBe('a, b and c')
})
