/** `optout replay`: what would have entered the review queue, through the command line as people use it. */

import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replay } from '../../src/cli/replay.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { StartError } from '../../src/start-error.ts'
import { run } from '../e2e/support/program.ts'
import { aPolicy } from '../feeds/support/policies.ts'
import { temporaryFolder } from '../feeds/support/temporary-folder.ts'
import { recordVersions } from '../feeds/support/versions-repository.ts'
import { inProcess } from './in-process.ts'

const TRAINS = 'We may use the content you post on our Services to train our generative artificial intelligence models.'
const EFFECTIVE = 'Effective November 3, 2025'
const ALSO_TRAINS = 'We use your private messages to train our machine learning models.'

/** LinkedIn starts to train in one collection and, two days later, in another; Pinboard's page vanishes for a month, and once shows what it takes back. */
function aWorld() {
  const folder = temporaryFolder()
  const one = join(folder, 'one-versions')
  const two = join(folder, 'two-versions')
  const commits = recordVersions(one, [
    { at: '2025-01-01', service: 'LinkedIn', text: aPolicy() },
    { at: '2025-01-02', service: 'Pinboard', text: aPolicy(TRAINS) },
    { at: '2025-03-01', service: 'Pinboard', text: '# Privacy Policy\n\nSomething went wrong on our side, please try again later.\n' },
    { at: '2025-03-29', service: 'Pinboard', text: aPolicy(TRAINS) },
    { at: '2025-07-01', service: 'Pinboard', text: aPolicy(TRAINS, ALSO_TRAINS) },
    { at: '2025-07-02', service: 'Pinboard', text: aPolicy(TRAINS) },
    { at: '2025-09-18', service: 'LinkedIn', text: aPolicy(EFFECTIVE, TRAINS) },
  ])
  recordVersions(two, [
    { at: '2025-01-01', service: 'LinkedIn', text: aPolicy('Two.') },
    { at: '2025-09-20', service: 'LinkedIn', text: aPolicy('Two.', TRAINS) },
  ])
  return { folder, one, two, commits, env: { DATA_DIR: join(folder, 'data') } }
}

const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

test('JSON lines, one a story, merged over collections, with the fields outsiders rely on', async () => {
  const { one, two, commits, env } = aWorld()
  const { code, stdout } = await run(['replay', '--collection', one, '--collection', two, '--json'], { env })
  expect(code).toBe(0)
  const items = lines(stdout)
  expect(items.map(({ at, service, held }) => [at.slice(0, 10), service, held])).toEqual([
    ['2025-07-01', 'Pinboard', 'flap'],
    ['2025-09-18', 'LinkedIn', null],
  ])
  expect(items[1]).toMatchObject({
    at: '2025-09-18T00:00:00.000Z',
    collection: 'one',
    service: 'LinkedIn',
    document: 'Privacy Policy',
    commit: commits[6],
    slug: 'linkedin',
    kinds: expect.arrayContaining(['new-use']),
    direction: 'worse',
    effectiveOn: '2025-11-03',
    held: null,
    passages: expect.arrayContaining([{ after: TRAINS }]),
    also: [{ collection: 'two', service: 'LinkedIn' }],
  })
  expect(items[1].score).toBeGreaterThan(0.5)
})

test('a readable list without --json', async () => {
  const { one, env } = aWorld()
  const { output } = await inProcess(replay, ['--collection', one], env)
  expect(output).toContain('2025-09-18  LinkedIn, Privacy Policy  (one ')
  expect(output).toContain('worse: new-use')
  expect(output).toContain(`+ ${TRAINS}`)
  expect(output).toContain('Held: What changed was undone within days')
  expect(output).toMatch(/\n2 stories in 7 steps\.\n$/)
})

test('--since, --until and --service narrow it down, by the names of collections or of our guides', async () => {
  const { one, env } = aWorld()
  const services = async (...argv: string[]) =>
    lines((await inProcess(replay, ['--collection', one, '--json', ...argv], env)).output).map(({ service }) => service)
  expect(await services('--since', '2025-08-01')).toEqual(['LinkedIn'])
  expect(await services('--until', '2025-08-01')).toEqual(['Pinboard'])
  expect(await services('--service', 'pinboard')).toEqual(['Pinboard'])
  expect(await services('--service', 'linked-in')).toEqual(['LinkedIn'])
  expect(await services('--service', 'Pinboard', 'LinkedIn')).toEqual(['Pinboard', 'LinkedIn'])
})

test('the same command again answers from its checkpoint, and takes up what is new', async () => {
  const { one, env } = aWorld()
  const argv = ['--collection', one, '--json']
  const first = await inProcess(replay, argv, env)
  const [file = ''] = readdirSync(join(env.DATA_DIR, 'replay'))
  const checkpoint = join(env.DATA_DIR, 'replay', file)
  const written = statSync(checkpoint).mtimeMs
  expect(await inProcess(replay, argv, env)).toEqual(first)
  expect(statSync(checkpoint).mtimeMs).toBe(written)
  recordVersions(one, [
    {
      at: '2025-12-01',
      service: 'Pinboard',
      text: aPolicy(TRAINS, 'Our partners may train their artificial intelligence models on your messages.'),
    },
  ])
  const items = lines((await inProcess(replay, argv, env)).output)
  expect(items.map(({ at }) => at.slice(0, 10))).toEqual(['2025-07-01', '2025-09-18', '2025-12-01'])
  // One that was cut is no reason to fail, nor to believe it.
  writeFileSync(checkpoint, readFileSync(checkpoint, 'utf8').slice(0, 200))
  expect(lines((await inProcess(replay, argv, env)).output)).toEqual(items)
})

test('an address is fetched into DATA_DIR first, and read from there when it is out of reach', async () => {
  const { one, two, folder, env } = aWorld()
  const { output } = await inProcess(replay, ['--collection', `file://${one}`, '--json'], env)
  expect(lines(output)).toHaveLength(2)
  expect(readdirSync(join(env.DATA_DIR, 'collections'))).toEqual([expect.stringMatching(/^one-[0-9a-f]{8}\.git$/)])
  const { error } = await inProcess(replay, ['--collection', `file://${folder}/nothing-versions`], env)
  expect(error).toBeInstanceOf(StartError)
  expect((error as Error).message).toContain('The collection cannot be reached')
  expect(lines((await inProcess(replay, ['--collection', `file://${two}`, '--json'], env)).output)).toHaveLength(1)
})

test('--explain tells each gate in order with its reason', async () => {
  const { one, commits, env } = aWorld()
  const explained = async (commit = '') => (await inProcess(replay, ['--collection', one, '--explain', commit.slice(0, 12)], env)).output
  const told = await explained(commits[6])
  expect(
    told
      .split('\n')
      .filter((line) => /^ {2}(passed|stopped)/.test(line))
      .map((line) => line.split(':')[0]?.trim().split(/\s+/)),
  ).toEqual([
    ['passed', 'first-record'],
    ['passed', 'same-text'],
    ['passed', 'technical'],
    ['passed', 'repeat'],
    ['passed', 'training'],
    ['passed', 'hold'],
    ['passed', 'same-event'],
  ])
  expect(told).toContain('It is a story of its own.')
  expect(await explained(commits[3])).toMatch(/stopped {2}(?:repeat|training): .*\n {2}No story\./)
  expect(await explained(commits[2])).toMatch(/stopped {2}training: Not about training/)
  expect(await explained(commits[4])).toContain('It is a story of its own.')
  expect(await explained(commits[5])).toContain('stopped  repeat: All that changed was here before, or came only lately.')
  expect(await explained(commits[0])).toContain('stopped  first-record: This is the first text on record.')
  const [explanation] = lines((await inProcess(replay, ['--collection', one, '--explain', commits[6] ?? '', '--json'], env)).output)
  expect(explanation).toMatchObject({ service: 'LinkedIn', commit: commits[6], item: { held: null } })
})

test('stopped in the middle it exits 1, and the same command goes on', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder()
  const dir = join(folder, 'long-versions')
  const texts = Array.from({ length: 4_000 }, (_, index) =>
    aPolicy(...(index >= 700 ? [TRAINS] : []), `This page was read ${index} times by somebody or other today.`),
  )
  recordVersions(
    dir,
    texts.map((text, index) => ({ at: new Date(Date.UTC(2020, 0, 1 + index)).toISOString(), text })),
  )
  const env = { DATA_DIR: join(folder, 'data') }
  const cli = join(import.meta.dirname, '../../src/cli.ts')
  const child = spawn(process.execPath, [cli, 'replay', '--collection', dir, '--json'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  // It listens for the signal once its code is loaded; before that it would simply die, and there is nothing to go on from.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  child.kill('SIGTERM')
  const code = await closed
  if (code === 1) expect(stderr).toContain('Stopped. The same command goes on from here.')
  else expect([0, null]).toContain(code)
  const { stdout } = await run(['replay', '--collection', dir, '--json'], { env })
  expect(lines(stdout)).toMatchObject([{ held: null, passages: [{ after: TRAINS }] }])
})

test.each([
  [[], '--collection is missing. Give a folder or an address'],
  [['--collection', '.', 'LinkedIn'], '"LinkedIn" is not expected here.'],
  [['--collection', '.', '--since', 'soon'], `We can't read "soon" as a date.`],
  [['--collection', '.', '--since', '2025-02-01', '--until', '2025-01-01'], '--since must be before --until.'],
  [['--collection', '.', '--explain', 'HEAD~1'], `We can't read "HEAD~1" as a commit.`],
  [['--collections', '.'], `Unknown option '--collections'.`],
])('wrong use is refused with what to do: %j', async (argv, said) => {
  const { output, error } = await inProcess(replay, argv)
  expect(output).toBe('')
  expect(error).toBeInstanceOf(UsageError)
  expect((error as Error).message).toContain(said)
})

test('what cannot be read, or is not there, is said in a sentence with exit 1', async () => {
  const { one, folder, env } = aWorld()
  const { code, stdout, stderr } = await run(['replay', '--collection', join(folder, 'nowhere')], { env })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/nowhere: This is not a collection's versions repository/)
  const nobody = await inProcess(replay, ['--collection', one, '--service', 'Nobody'], env)
  expect((nobody.error as Error).message).toBe('These collections record nothing of Nobody in that time.')
  const unknown = await inProcess(replay, ['--collection', one, '--explain', 'abcdef123456'], env)
  expect((unknown.error as Error).message).toBe('No step of these collections begins with abcdef123456.')
})
