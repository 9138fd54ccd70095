/** A configuration that needs attention: everything at once, by name, and never a value. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../src/config.ts'
import { run } from '../e2e/support/program.ts'

/** Stands in every value; nothing that is printed may hold it. */
const CANARY = 'canary-7f3k-secret'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'optout-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function refused(env: Readonly<Record<string, string>>, args: readonly string[] = ['serve']) {
  const { code, stdout, stderr } = await run(args, { env: { DATA_DIR: join(folder, 'data'), ...env }, cwd: folder })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).not.toContain(CANARY)
  expect(stderr).not.toMatch(/^\s+at /m)
  const [head, ...lines] = stderr.trimEnd().split('\n')
  expect(head).toBe('The configuration needs attention:')
  expect(lines.at(-1)).toBe('Set these in the environment or in .env, and start again.')
  return lines.slice(0, -1).map((line) => line.trim())
}

function problemsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    expect(error.message).not.toContain(CANARY)
    return error.problems.map(({ variable, problem }) => `${variable} ${problem}`)
  }
}

test('every malformed variable is named at once', async () => {
  const spoiled = {
    DISCORD_TOKEN: `two words ${CANARY}`,
    DISCORD_API_URL: CANARY,
    SLACK_BOT_TOKEN: CANARY,
    SLACK_APP_TOKEN: CANARY,
    SLACK_SIGNING_SECRET: `${CANARY}\u0007`,
    SLACK_API_URL: `ftp://${CANARY}`,
    PORT: CANARY,
    PUBLIC_URL: CANARY,
    DEFAULT_REGION: CANARY,
    DEFAULT_LOCALE: `${CANARY}!`,
    DEFAULT_ZONE: CANARY,
    LOG_LEVEL: CANARY,
    OPTOUT_TRY: CANARY,
    OPERATORS: `discord:1,${CANARY}`,
    DEADLINE_DAYS: `14,${CANARY}`,
    DATABASE_URL: `mysql://user:${CANARY}@db/optout`,
  }
  const problems = await refused(spoiled)
  expect(problems.map((problem) => problem.split(' ')[0]).toSorted()).toEqual(Object.keys(spoiled).toSorted())
  for (const problem of problems) expect(problem).toMatch(/^[A-Z_]+ must /)
})

describe('what belongs together', () => {
  test.each([
    [{ SLACK_BOT_TOKEN: `xoxb-${CANARY}` }, /^SLACK_APP_TOKEN is missing: .*SLACK_SIGNING_SECRET/],
    [{ SLACK_APP_TOKEN: `xapp-${CANARY}` }, /^SLACK_BOT_TOKEN is missing/],
    [{ SLACK_SIGNING_SECRET: CANARY }, /^SLACK_BOT_TOKEN is missing/],
    // An empty variable is one that is not there.
    [{ SLACK_BOT_TOKEN: `xoxb-${CANARY}`, SLACK_APP_TOKEN: '  ', SLACK_SIGNING_SECRET: '' }, /^SLACK_APP_TOKEN is missing/],
    [{ PORT: '65536' }, /^PORT must be 0 to 65535$/],
    [{ PORT: '-1' }, /^PORT must be 0 to 65535$/],
    [{ PORT: '80.5' }, /^PORT must be a whole number$/],
  ])('%j: what is missing or wrong is named', (env: Readonly<Record<string, string>>, said) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(said)])
  })

  test.each([
    {},
    { DISCORD_TOKEN: 'a.b.c' },
    { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' },
    { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret' },
    { PORT: '0', DEFAULT_REGION: 'UK', DEFAULT_LOCALE: 'de-AT', DEFAULT_ZONE: 'Europe/Berlin', PUBLIC_URL: 'https://optout.example/' },
  ])('%j is enough', (env: Readonly<Record<string, string>>) => {
    expect(problemsOf(env)).toEqual([])
  })
})

test('deadlines are days, the furthest first', () => {
  expect(readConfig({}).deadlineDays).toEqual([14, 3, 1])
  expect(readConfig({ DEADLINE_DAYS: ' 1, 30,7,7 ' }).deadlineDays).toEqual([30, 7, 1])
  for (const wrong of ['0', '61', '1,2,3,4,5,6', '14;3', '-1', 'soon']) expect(problemsOf({ DEADLINE_DAYS: wrong })).toHaveLength(1)
})

test('operators are people on Discord or Slack', () => {
  expect(readConfig({ OPERATORS: 'discord:123456789012345678, slack:T012/U345' }).operators).toEqual([
    { chatPlatform: 'discord', userId: '123456789012345678' },
    { chatPlatform: 'slack', userId: 'T012/U345' },
  ])
  for (const wrong of ['discord:abc', 'slack:U345', 'discord:T012/U345', 'slack:123', 'irc:1', '@mina'])
    expect(problemsOf({ OPERATORS: wrong })).toHaveLength(1)
})

test('other commands refuse a malformed variable alike', async () => {
  expect(await refused({ PORT: CANARY }, ['guide', 'linkedin'])).toEqual([expect.stringMatching(/^PORT must be a port number/)])
})

describe('an .env beside the program', () => {
  test('is read, and the environment wins', async () => {
    writeFileSync(join(folder, '.env'), 'DEFAULT_REGION=DE\nPORT=not a port\n')
    const { code, stdout } = await run(['guide', 'linkedin', '--on', '2025-11-02'], {
      cwd: folder,
      env: { PORT: '3000' },
      unset: ['DEFAULT_REGION'],
    })
    expect(code).toBe(0)
    expect(stdout).toContain('✓ LinkedIn says: no AI training')
  })

  test('that cannot be read is said', async () => {
    mkdirSync(join(folder, '.env'))
    const { code, stdout, stderr } = await run(['status'], { cwd: folder })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^The file \.env cannot be read \(\S+\)\. Mend it, or move it away\.\n$/)
  })
})

test('a database address that cannot be decoded is refused before anything tries to connect', () => {
  expect(problemsOf({ DATABASE_URL: `postgresql://user:${CANARY}%zz@db/optout` })).toEqual([
    'DATABASE_URL has a % that begins no character; write a % of the password as %25',
  ])
  expect(problemsOf({ DATABASE_URL: `postgres://user:${CANARY}@db/optout` })).toEqual([])
})
