/** `optout letter`: for a terminal, for a program, as a page's part, and as exactly what a bot would send. */

import { expect, test } from 'vitest'
import { letter } from '../../src/cli/letter.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { inProcess, printed } from './in-process.ts'

const DAY = ['--on', '2026-11-28']

test('text: where to send it and until when, then the letter itself', async () => {
  const text = await printed(letter, ['linkedin', '--region', 'FR', ...DAY])
  expect(text).toContain('until 28\n      December 2026')
  expect(text).toContain('\n[your name]\n')
  expect(text).toMatch(/Yours faithfully,\n\n\[your name\]\n$/)
})

test('json: law, recipient, deadline, authorities and the text, for programs', async () => {
  expect(JSON.parse(await printed(letter, ['linkedin', '--region', 'FR', '--as', 'json', ...DAY]))).toMatchObject({
    service: { slug: 'linkedin' },
    asked: { region: 'FR', account: 'personal', on: '2026-11-28' },
    law: { id: 'gdpr', right: 'objection', deadlines: [{ for: 'answer', unit: 'months', count: 1 }] },
    recipient: { controller: 'LinkedIn Ireland Unlimited Company', form: 'https://www.linkedin.com/help/linkedin/ask/TS-DPRO' },
    answerBy: { on: '2026-12-28', setBy: 'law' },
    authorities: [{ complaint: 'https://www.cnil.fr/fr/plaintes', exact: true }],
    letter: { fields: ['name', 'address', 'date', 'account', 'situation'] },
  })
})

test('html, Discord and Slack: the same answer in each form', async () => {
  expect(await printed(letter, ['linkedin', '--region', 'DE', '--as', 'html'])).toContain('<pre>[your name]')
  expect(await printed(letter, ['linkedin', '--region', 'DE', '--as', 'discord'])).toContain('"custom_id": "1.letter-text.linkedin.DE"')
  expect(await printed(letter, ['linkedin', '--region', 'DE', '--as', 'slack'])).toContain('"value": "1.letter-remind.linkedin.DE"')
})

test.each([
  [[], 'Which service? For example: optout letter linkedin --region DE'],
  [['linkedin'], 'Whether you can object depends on where you live. Name your country, for example: optout letter linkedin --region DE'],
  [['linkedin', '--region', 'JP'], 'Japan: we know no law there that lets you object to AI training, so we have no letter.'],
  [['photobucket', '--region', 'DE'], `We don't cover "photobucket" yet. See what we cover: optout status`],
] as const)('%j says why there is no letter', async (argv, said) => {
  const { error, output } = await inProcess(letter, argv)
  expect(error).toBeInstanceOf(UsageError)
  expect((error as UsageError).message).toBe(said)
  expect(output).toBe('')
})
