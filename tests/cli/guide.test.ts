/** `optout guide`: for a terminal, for a program, and as exactly what a bot would send. */

import { beforeAll, describe, expect, test } from 'vitest'
import { guide } from '../../src/cli/guide.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { DISCORD_LIMITS_CHECKED, messageProblemsOf } from '../bots/discord/check-message.ts'
import { inProcess, printed } from './in-process.ts'

const IN_GERMANY = ['linkedin', '--region', 'DE'] as const
const ON_DAY = [...IN_GERMANY, '--on', '2025-11-03'] as const

const json = async (...argv: readonly string[]) => JSON.parse(await printed(guide, [...argv, '--json']))

describe('as JSON', () => {
  test('LinkedIn in Germany is not used on 2 November 2025 and on from 3 November', async () => {
    const before = await json(...IN_GERMANY, '--on', '2025-11-02')
    expect(before.headline).toEqual({
      default: 'never',
      sentence: 'LinkedIn says it does not use your profile and posts to train AI. Nothing to turn off.',
    })
    expect(before.practices[0].next).toEqual({ on: '2025-11-03', default: 'on' })
    expect(before.practices[0].control).toBeNull()
    expect(before.practices[0].steps).toEqual([])
    expect(before.links.setting).toBeNull()

    const after = await json(...ON_DAY)
    expect(after.headline).toEqual({
      default: 'on',
      sentence: 'LinkedIn uses your profile and posts to train AI, unless you turn it off.',
    })
    expect(after.practices[0]).toMatchObject({ id: 'content-generating-ai', default: 'on', since: '2025-11-03', next: null })
    expect(after.practices[0].control).toEqual({
      kind: 'toggle',
      who: 'you',
      link: 'https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement',
    })
    expect(after.links).toEqual({
      setting: 'https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement',
      form: 'https://www.linkedin.com/help/linkedin/ask/TS-DPRO',
      dataCopy: 'https://www.linkedin.com/mypreferences/d/download-my-data',
      page: null,
    })
    expect(after.practices[0].evidence[0]).toMatchObject({ quote: expect.stringContaining('You can opt out of our use of your data') })
  })

  test('keeps the field names outsiders rely on', async () => {
    const document = await json(...ON_DAY, '--account', 'business', '--device', 'ios')
    const fields = (value: object) => Object.keys(value)
    expect(fields(document)).toEqual(expect.arrayContaining(['service', 'asked', 'headline', 'practices', 'links']))
    expect(document.service).toEqual({ slug: 'linkedin', name: 'LinkedIn' })
    expect(document.asked).toEqual({ region: 'DE', account: 'business', device: 'ios', on: '2025-11-03' })
    expect(fields(document.headline)).toEqual(['default', 'sentence'])
    expect(document.practices.length).toBeGreaterThan(1)
    for (const practice of document.practices) {
      expect(fields(practice)).toEqual(
        expect.arrayContaining(['id', 'title', 'default', 'since', 'next', 'control', 'steps', 'caveats', 'evidence']),
      )
      if (practice.control !== null) expect(fields(practice.control)).toEqual(['kind', 'who', 'link'])
      expect(['always', 'on', 'off', 'never', 'unknown']).toContain(practice.default)
    }
    expect(document.headline.default).toBe(document.practices[0].default)
  })

  test('has steps as typed data for the device that was asked about', async () => {
    const { practices } = await json(...ON_DAY, '--device', 'ios')
    const kinds = practices[0].steps.map((step: { kind: string }) => step.kind)
    expect(kinds).toContain('toggle')
    expect(kinds.every((kind: string) => ['open', 'choose', 'toggle', 'fill', 'submit', 'send', 'note'].includes(kind))).toBe(true)
  })

  test('--as json is the same', async () => {
    expect(await printed(guide, [...ON_DAY, '--as', 'json'])).toBe(await printed(guide, [...ON_DAY, '--json']))
  })

  test('links to the page of the guide when there is a public address', async () => {
    const { output } = await inProcess(guide, [...ON_DAY, '--json'], { PUBLIC_URL: 'https://optout.example/' })
    expect(JSON.parse(output).links.page).toBe('https://optout.example/s/linkedin?region=DE&account=personal&device=web')
    expect((await json(...ON_DAY)).links.page).toBeNull()
  })
})

describe('for a terminal', () => {
  test('fits 80 columns, but for addresses, and ends with a newline', async () => {
    const text = await printed(guide, ON_DAY)
    expect(text).toMatch(/^● LinkedIn: AI training is on by default\n {2}LinkedIn uses your profile/)
    expect(text.endsWith('\n')).toBe(true)
    for (const line of text.split('\n')) if (!line.includes('https://')) expect(line.length).toBeLessThanOrEqual(80)
    expect(text).toContain('https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement')
  })

  test('--ascii writes marks and quotation marks in ASCII', async () => {
    const text = await printed(guide, [...ON_DAY, '--ascii'])
    expect(text).toMatch(/^\[on\] LinkedIn: AI training is on by default\n/)
    expect(text).toContain('Me > Settings & Privacy > Data privacy')
    expect([...text].filter((letter) => letter > '~')).toEqual([])
  })

  test('speaks of the operator’s region when none is asked for', async () => {
    const { output } = await inProcess(guide, ['linkedin', '--on', '2025-11-02'], { DEFAULT_REGION: 'DE' })
    expect(output).toContain('✓ LinkedIn says: no AI training')
    expect(output).toContain('Germany')
  })

  test('asks an admin differently', async () => {
    const [member, admin] = [await printed(guide, ['atlassian']), await printed(guide, ['atlassian', '--admin'])]
    expect(member).toContain('Ask your admin')
    expect(admin).toContain('You can, as an admin.')
  })
})

describe('as a chat platform would be sent it', () => {
  beforeAll(() => DISCORD_LIMITS_CHECKED())

  test('Discord: a private Components V2 message that Discord takes, with buttons that remember what was asked', async () => {
    const payload = JSON.parse(await printed(guide, [...ON_DAY, '--as', 'discord']))
    expect(messageProblemsOf(payload)).toEqual([])
    expect(payload.flags & (1 << 6)).not.toBe(0)
    expect(payload.flags & (1 << 15)).not.toBe(0)
    expect(payload.allowed_mentions).toEqual({ parse: [] })
    expect(JSON.stringify(payload)).toContain('"custom_id":"1.follow.linkedin.DE....2025-11-03.redraw"')
  })

  test('Slack: blocks, and the whole message again as text', async () => {
    const payload = JSON.parse(await printed(guide, [...ON_DAY, '--as', 'slack']))
    expect(payload.blocks[0]).toMatchObject({ type: 'header', text: { text: '● LinkedIn: AI training is on by default' } })
    expect(payload.text).toContain('Turn off Use my data for training content creation AI models.')
    expect(JSON.stringify(payload)).toContain('"value":"1.follow.linkedin.DE....2025-11-03.redraw"')
  })

  test('HTML: a fragment without scripts or handlers', async () => {
    const html = await printed(guide, [...ON_DAY, '--as', 'html'])
    expect(html).toContain('LinkedIn: AI training is on by default')
    expect(html).toContain('href="https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"')
    expect(html).not.toMatch(/<script|\son\w+=|javascript:/i)
  })
})

describe('several regions', () => {
  const REGIONS = ['linkedin', '--region', 'DE,US, Brazil', '--on', '2025-11-02']

  test('stand side by side, a table for each use', async () => {
    const text = await printed(guide, REGIONS)
    expect(text).toContain('LinkedIn: personal account, 2 November 2025\n')
    expect(text).toMatch(/\nContent-generating AI\nRegion +AI training +Since +Change it by\nGermany +✓ Not used/)
    expect(text).toMatch(/\nUnited States +● On by default +before 2024-09-18 +toggle\nBrazil +● On by default/)
  })

  test('as JSON: a document for each, in the order asked', async () => {
    const documents = JSON.parse(await printed(guide, [...REGIONS, '--json']))
    expect(
      documents.map((each: { asked: { region: string }; headline: { default: string } }) => [each.asked.region, each.headline.default]),
    ).toEqual([
      ['DE', 'never'],
      ['US', 'on'],
      ['BR', 'on'],
    ])
  })
})

test.each([
  [['linkedin', '--region', 'DE,Bavria'], `We don't know the region "Bavria".`],
  [['linkedin', '--region', 'DE,US', '--as', 'slack'], 'Several regions can be shown as text or as JSON.'],
  [[], 'Which service? For example: optout guide linkedin'],
  [['zorbly'], `We don't cover "zorbly" yet. See what we cover: optout status`],
  [['copilot'], '"copilot" can be several: '],
  [['linkedin', '--region', 'Bavria'], `We don't know the region "Bavria". Try a country, such as Germany or DE.`],
  [['linkedin', '--region', ''], `We don't know the region "".`],
  [['linkedin', '--on', '2025-02-30'], `We can't read "2025-02-30" as a date. Try --on 2025-11-03.`],
  [['linkedin', '--account', 'vip'], `We don't know the account "vip". Try one of: `],
  [['linkedin', '--device', 'fridge'], `We don't know the device "fridge". Try one of: web, ios, android, desktop.`],
  [['linkedin', '--as', 'pdf'], `We don't know the form "pdf". Try one of: text, json, discord, slack, html.`],
  [['linkedin', '--locale', 'tlh'], `We don't speak "tlh" yet. There is: `],
  [['linkedin', '--wat'], `Unknown option '--wat'. This command knows --region, `],
])('%j is refused with what to do', async (argv, said) => {
  const { output, error } = await inProcess(guide, argv)
  expect(output).toBe('')
  expect(error).toBeInstanceOf(UsageError)
  expect((error as Error).message).toContain(said)
})
