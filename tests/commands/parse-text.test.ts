import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseText } from '../../src/commands/parse-text.ts'
import { COMMANDS } from '../../src/commands/table.ts'

const parsed = (text: string) => {
  const result = parseText(text, COMMANDS)
  return result.kind === 'command' ? { command: result.command.path.join(' '), ...result.input } : result.kind
}

describe('parseText', () => {
  test.each([
    ['linkedin', { command: 'optout', platform: 'linkedin' }],
    ['/optout linkedin', { command: 'optout', platform: 'linkedin' }],
    ['optout meta ai', { command: 'optout', platform: 'meta ai' }],
    ['linkedin in DE as business on ios', { command: 'optout', platform: 'linkedin', region: 'DE', account: 'business', device: 'ios' }],
    ['linkedin on 2025-11-02 in Germany', { command: 'optout', platform: 'linkedin', date: '2025-11-02', region: 'Germany' }],
    ['linkedin in United Kingdom', { command: 'optout', platform: 'linkedin', region: 'United Kingdom' }],
    ['on', { command: 'optout', platform: 'on' }],
    ['changes', { command: 'changes' }],
    ['changes meta ai 90', { command: 'changes', platform: 'meta ai', days: '90' }],
    ['/changes 90', { command: 'changes', platform: '90' }],
    ['FOLLOW meta ai', { command: 'follow', platform: 'meta ai' }],
    ['/digest set 09:00', { command: 'digest set', time: '09:00' }],
    [
      'digest set 9:00 Europe/Berlin every monday for linkedin, meta ai in DE only action always',
      {
        command: 'digest set',
        time: '9:00',
        zone: 'Europe/Berlin',
        every: 'monday',
        services: 'linkedin, meta ai',
        region: 'DE',
        severity: 'action',
        always: '',
      },
    ],
    ['digest off', { command: 'digest off' }],
    ['digest', 'incomplete'],
    ['digest sett 09:00', 'incomplete'],
    ['', 'nothing'],
    ['  /  ', 'nothing'],
    ['\u0000\u0007', 'nothing'],
  ])('%j', (text, expected) => {
    expect(parsed(text)).toEqual(expected)
  })

  test('cuts text nobody could mean', () => {
    const result = parseText('x'.repeat(4000), COMMANDS)
    expect(result.kind === 'command' && result.input.platform?.length).toBe(500)
  })

  test('any text is a command, incomplete, or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) =>
        ['command', 'incomplete', 'nothing'].includes(parseText(text, COMMANDS).kind),
      ),
    )
  })
})
