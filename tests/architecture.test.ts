/** Which way imports may point. Deny by default: a folder that is not in the table may import nothing and be imported by nobody. */

import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** From each folder: the folders it may import besides itself. `root` are the files directly in src/ and the command line: they wire things up. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  guides: ['core'],
  notices: ['core', 'guides'],
  commands: ['core', 'guides', 'notices'],
  feeds: ['core', 'guides'],
  outbox: ['core'],
  duties: ['core'],
  scheduler: ['core', 'notices', 'outbox'],
  store: ['core'],
  web: ['core', 'guides', 'notices'],
  'bots/discord': ['core', 'commands'],
  'bots/slack': ['core', 'commands'],
  'bots/local': ['core', 'commands'],
  root: [
    'core',
    'guides',
    'notices',
    'commands',
    'feeds',
    'outbox',
    'duties',
    'scheduler',
    'store',
    'web',
    'bots/discord',
    'bots/slack',
    'bots/local',
  ],
}

/** Packages and Node's own modules that reach the outside world, and the only folders that may use them. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  'discord.js': ['bots/discord'],
  '@discordjs/ws': ['bots/discord'],
  '@slack/bolt': ['bots/slack'],
  '@slack/web-api': ['bots/slack'],
  kysely: ['store'],
  'node:sqlite': ['store'],
  pg: ['store'],
  'node-cron': ['scheduler'],
  hono: ['web', 'bots/local', 'root'],
  '@hono/node-server': ['root'],
  pino: ['root'],
  'prom-client': ['root'],
  'node:http': ['root', 'bots/slack', 'feeds'],
  'node:https': ['feeds'],
  'node:dns': ['feeds'],
  'node:child_process': ['feeds', 'root'],
  'node:fs': ['guides', 'feeds', 'store', 'web', 'bots/local'],
  undici: ['feeds'],
  feedsmith: ['web', 'feeds'],
  linkedom: ['feeds'],
  '@mozilla/readability': ['feeds'],
}

const folderOf = (file: string) => {
  const [first = '', second = ''] = relative(join(ROOT, 'src'), file).split('/')
  if (first === 'bots') return `bots/${second}`
  return first.endsWith('.ts') || first === 'cli' ? 'root' : first
}

const files = globSync('src/**/*.ts', { cwd: ROOT }).map((file) => join(ROOT, file))

const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s[^'"]*?from\s+'([^']+)'|\bimport\('([^']+)'\)|^import\s+'([^']+)'/gm)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  )

const shown = (file: string) => relative(ROOT, file)

test('every source file lives in a declared folder', () => {
  expect(files.length).toBeGreaterThan(100)
  expect([...new Set(files.map(folderOf))].filter((folder) => !(folder in MAY_IMPORT))).toEqual([])
})

test('imports between folders point inward', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('.') && !name.endsWith('/package.json'))
      .map((name) => ({ from: folderOf(file), to: folderOf(resolve(dirname(file), name)) }))
      .filter(({ from, to }) => from !== to && !MAY_IMPORT[from]?.includes(to))
      .map(({ to }) => `${shown(file)} must not import from ${to}`),
  )
  expect(wrong).toEqual([])
})

test('only adapters know the libraries that reach outside', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .map((name) => Object.keys(OUTSIDE).find((outside) => name === outside || name.startsWith(`${outside}/`)))
      .filter((outside) => outside !== undefined && !OUTSIDE[outside]?.includes(folderOf(file)))
      .map((outside) => `${shown(file)} must not import ${outside}`),
  )
  expect(wrong).toEqual([])
})

test('decisions take time and chance as arguments', () => {
  const pure = new Set(['core', 'guides', 'notices', 'commands', 'scheduler', 'outbox'])
  const wrong = files
    .filter((file) => pure.has(folderOf(file)))
    .filter((file) => /\bDate\.now\(\)|new Date\(\)|Math\.random\(\)|process\.env/.test(withoutComments(readFileSync(file, 'utf8'))))
  expect(wrong.map(shown)).toEqual([])
})

test('the environment is read in one place', () => {
  const readers = files.filter((file) => /process\.env/.test(withoutComments(readFileSync(file, 'utf8')))).map(shown)
  expect(readers).toEqual(['src/cli.ts'])
})

test('no code knows a service by name', async () => {
  const slugs = globSync('src/guides/content/*.yaml', { cwd: ROOT }).map((file) => file.replace(/^.*\/|\.yaml$/g, ''))
  const named = new RegExp(`===\\s*'(${slugs.join('|')})'|'(${slugs.join('|')})'\\s*===`)
  // Discord and Slack are chat platforms as well as services.
  const wrong = files.filter((file) => named.test(readFileSync(file, 'utf8').replace(/=== '(discord|slack)'/g, ''))).map(shown)
  expect(wrong).toEqual([])
})

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}
