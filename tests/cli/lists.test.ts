/** `optout status`, `changes` and `catalog`: many services at once, for people and for programs. */

import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalog, changes, status } from '../../src/cli/tables.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { CONTENT_DIR } from '../../src/guides/load.ts'
import { inProcess, printed } from './in-process.ts'

const slugs = readdirSync(CONTENT_DIR).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []))

test('status has one row for each service, with its mark in words', async () => {
  const [head = '', ...rows] = (await printed(status, ['--region', 'DE', '--on', '2025-11-03'])).trimEnd().split('\n')
  expect(head).toMatch(/^Service +AI training +Since +Change it by +Checked$/)
  expect(rows.length).toBe(slugs.length)
  expect(rows.find((row) => row.startsWith('LinkedIn'))).toMatch(/^LinkedIn +● On by default +2025-11-03 +toggle +2026-08-22$/)
  for (const row of rows) expect(row).toMatch(/[■●○✓?] (?:Always used|On by default|Off by default|Not used|Not known)/)
})

test('status answers for the region, the account and the day that are asked for', async () => {
  const linkedin = async (...argv: string[]) =>
    (JSON.parse(await printed(status, [...argv, '--json'])) as { slug: string; default: string }[]).find(({ slug }) => slug === 'linkedin')
  expect(await linkedin('--region', 'DE', '--on', '2025-11-02')).toMatchObject({
    name: 'LinkedIn',
    default: 'never',
    next: { on: '2025-11-03', default: 'on' },
  })
  expect(await linkedin('--region', 'DE', '--on', '2025-11-03')).toMatchObject({
    default: 'on',
    since: '2025-11-03',
    control: { kind: 'toggle', who: 'you', link: 'https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement' },
  })
  expect(await linkedin('--region', 'US', '--on', '2025-11-02')).toMatchObject({ default: 'on' })
})

test('changes between two days are told with kind, places, dates and proof', async () => {
  const found = JSON.parse(await printed(changes, ['--from', '2025-11-02', '--to', '2025-11-03', '--json']))
  expect(found[0]).toMatchObject({
    service: { slug: 'linkedin', name: 'LinkedIn' },
    practice: { id: 'content-generating-ai' },
    effectiveOn: '2025-11-03',
    announcedOn: '2025-09-18',
    before: 'never',
    after: 'on',
    direction: 'worse',
    jurisdictions: expect.arrayContaining(['eea', 'GB']),
    sentence: expect.stringContaining('LinkedIn'),
  })
  expect(found[0].kinds.length).toBeGreaterThan(0)
  expect(found[0].evidence.length).toBeGreaterThan(0)
  const text = await printed(changes, ['--from', '2025-11-02', '--to', '2025-11-03'])
  expect(text.split('\n')[0]).toMatch(/^2025-11-03 {2}.*LinkedIn uses your profile and posts to train AI since 3 November 2025\./)
})

test('changes begin after --from and include --to', async () => {
  const count = async (from: string, to: string) =>
    (JSON.parse(await printed(changes, ['--from', from, '--to', to, '--json'])) as { service: { slug: string } }[]).filter(
      ({ service }) => service.slug === 'linkedin',
    ).length
  expect(await count('2025-11-02', '2025-11-03')).toBeGreaterThan(0)
  expect(await count('2025-11-03', '2025-11-04')).toBe(0)
  expect(await printed(changes, ['--from', '1990-01-01', '--to', '1990-01-02'])).toBe(
    'We know of no change after 1990-01-01, up to 1990-01-02.\n',
  )
})

test('the catalog is one JSON document with every service', async () => {
  const document = JSON.parse(await printed(catalog, ['--json']))
  const services = Array.isArray(document) ? document : document.services
  expect(services.map(({ slug }: { slug: string }) => slug).toSorted()).toEqual(slugs.toSorted())
  expect(await printed(catalog, [])).toBe(await printed(catalog, ['--json']))
})

test.each([
  [status, ['linkedin'], '"linkedin" is not expected here.'],
  [status, ['--region', 'Bavria'], `We don't know the region "Bavria".`],
  [status, ['--on', 'soon'], `We can't read "soon" as a date. Try --on 2025-11-03.`],
  [changes, [], '--from is missing. Give a day, such as --from 2025-11-03.'],
  [changes, ['--from', '2025-11-01'], '--to is missing.'],
  [changes, ['--from', '1.11.2025', '--to', '2025-11-30'], `We can't read "1.11.2025" as a date.`],
  [catalog, ['--region', 'DE'], `Unknown option '--region'. This command knows --json, --figures.`],
])('wrong use is refused with what to do: %o %j', async (command, argv, said) => {
  const { output, error } = await inProcess(command, argv)
  expect(output).toBe('')
  expect(error).toBeInstanceOf(UsageError)
  expect((error as Error).message).toContain(said)
})
