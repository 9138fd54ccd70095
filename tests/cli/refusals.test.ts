/** What keeps the bot from starting: each is told in one message with what to do, exits 1, and spoils nothing. */

import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, type TestContext, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { ConnectError } from '../../src/core/ports/chat-platform.ts'
import { createLog } from '../../src/log.ts'
import { startOptout } from '../../src/main.ts'
import { StartError } from '../../src/start-error.ts'
import { claimDirectory } from '../../src/store/claim-directory.ts'
import { openStore } from '../../src/store/open-store.ts'
import { DataDirError, StoreError } from '../../src/store/store-errors.ts'
import { startDiscordChat } from '../e2e/support/discord-chat.ts'
import { eventually } from '../e2e/support/eventually.ts'
import { type Exit, type ProgramOptions, run, startProgram } from '../e2e/support/program.ts'
import { startSlackChat } from '../e2e/support/slack-chat.ts'
import { startRefusingGateway } from './refusing-gateway.ts'

function aFolder({ onTestFinished }: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'optout-refusals-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** One message for the operator, beside what was logged on the way: no stack, no second guess. */
function messageOf({ code, stdout, stderr }: Exit): string {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).not.toMatch(/^\s+at /m)
  const lines = stderr.trimEnd().split('\n')
  const said = lines.filter((line) => !line.startsWith('{'))
  expect(said.length).toBe(1)
  return said[0] ?? ''
}

async function refusal(env: Readonly<Record<string, string>>, options: Omit<ProgramOptions, 'env'> = {}): Promise<string> {
  return messageOf(await run(['serve'], { ...options, env: { PORT: '0', ...env } }))
}

/** The same without a process around it, which adds nothing once each kind of error has been seen to end one. */
async function startError(env: Readonly<Record<string, string>>): Promise<string> {
  const logged: string[] = []
  const log = createLog(readConfig(env), { write: (line) => void logged.push(line) })
  const started = startOptout(readConfig({ PORT: '0', ...env }), { log })
  const error: unknown = await started.then(
    (running) => running.stop(),
    (reason: unknown) => reason,
  )
  if (![ConnectError, DataDirError, StartError, StoreError].some((kind) => error instanceof kind)) throw error
  expect([...logged, (error as Error).message].join('\n')).not.toContain('canary')
  return (error as Error).message
}

describe.concurrent('the data directory', () => {
  test('that is a file is refused, and the file is left alone', async (context) => {
    const file = join(aFolder(context), 'data')
    writeFileSync(file, 'mine')
    expect(await startError({ DATA_DIR: file })).toBe(`DATA_DIR is ${file}, which is a file and not a folder. Set DATA_DIR to a folder.`)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  test('in a folder that is not there is not made up', async (context) => {
    const folder = aFolder(context)
    expect(await startError({ DATA_DIR: join(folder, 'disk', 'data') })).toMatch(
      /^The folder .+\/disk does not exist, .+ set DATA_DIR to another folder\.$/,
    )
    expect(readdirSync(folder)).toEqual([])
  })

  test('that cannot be written to is refused', async (context) => {
    const data = join(aFolder(context), 'data')
    mkdirSync(data, { mode: 0o555 })
    chmodSync(join(data, '..'), 0o755)
    // Root may write anywhere, so root's tests run the program as nobody.
    const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    expect(await refusal({ DATA_DIR: data }, identity)).toMatch(
      /^The folder .+\/data cannot be written to\. .+ set DATA_DIR to another folder\.$/,
    )
    expect(readdirSync(data)).toEqual([])
  })

  test('that another one serves from is refused, and the other one goes on', async (context) => {
    const data = join(aFolder(context), 'data')
    const first = startProgram({ env: { DATA_DIR: data, PORT: '0' } })
    context.onTestFinished(async () => void (await first.kill()))
    const url = await first.ready()
    expect(await refusal({ DATA_DIR: data })).toBe(
      `Another Optout is already running on ${data}. Stop it first, or give this one a folder of its own with DATA_DIR.`,
    )
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    // Looking at what is due is no second serving.
    expect(await run(['due'], { env: { DATA_DIR: data } })).toMatchObject({ code: 0, stderr: '' })
    expect((await first.stop()).code).toBe(0)
  })

  test('from a newer release is refused and not touched', async (context) => {
    const data = join(aFolder(context), 'data')
    await (await openStore({ dataDir: data })).close()
    const database = new DatabaseSync(join(data, 'optout.db'))
    database.exec("insert into migration (number, name) values (999, 'from-the-future')")
    database.close()
    expect(await refusal({ DATA_DIR: data })).toMatch(
      /^The database was last used by a newer Optout \(its tables are version 999, this one knows \d+\)\./,
    )
    const after = new DatabaseSync(join(data, 'optout.db'), { readOnly: true })
    expect(after.prepare('select max(number) as number from migration').get()).toEqual({ number: 999 })
    after.close()
  })

  test('with a damaged database is refused and not touched', async (context) => {
    const data = join(aFolder(context), 'data')
    mkdirSync(data)
    const garbage = 'this is no database '.repeat(100)
    writeFileSync(join(data, 'optout.db'), garbage)
    expect(await startError({ DATA_DIR: data })).toMatch(
      /optout\.db is damaged, or is not a database\. Put back a backup, or move the file away/,
    )
    expect(readFileSync(join(data, 'optout.db'), 'utf8')).toBe(garbage)
  })
})

test('a malformed guide is told with its line and how to mend it', { timeout: 120_000 }, async (context) => {
  const checkout = aFolder(context)
  const root = join(import.meta.dirname, '../..')
  cpSync(join(root, 'src'), join(checkout, 'src'), { recursive: true })
  cpSync(join(root, 'package.json'), join(checkout, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'))
  const guide = join(checkout, 'src', 'guides', 'content', 'linkedin.yaml')
  writeFileSync(guide, readFileSync(guide, 'utf8').replace(/^slug: linkedin$/m, 'slug: linkedout'))
  const data = join(checkout, 'data')
  const { code, stdout, stderr } = await run([], {
    shellLine: `"${process.execPath}" "${join(checkout, 'src', 'cli.ts')}" serve`,
    env: { DATA_DIR: data, PORT: '0' },
  })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/linkedin\.yaml:\d+.*slug/s)
  expect(stderr).not.toMatch(/^\s+at /m)
})

describe.concurrent('the web server', () => {
  test('whose port is in use is told so', async (context) => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    context.onTestFinished(async () => void other.close())
    const { port } = other.address() as AddressInfo
    expect(await refusal({ DATA_DIR: join(aFolder(context), 'data'), PORT: String(port) })).toBe(
      `Port ${port} is in use. Stop what runs there, or choose another with PORT.`,
    )
  })

  test('whose address is not of this computer is told so', async (context) => {
    expect(await startError({ DATA_DIR: join(aFolder(context), 'data'), HOST: '192.0.2.1' })).toBe(
      'This computer has no address "192.0.2.1". Set HOST to one of its own, such as 127.0.0.1.',
    )
  })
})

describe.concurrent('a chat platform', () => {
  const WRONG = 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.canary.not-the-token'

  test('Discord that does not know the token is told by the name of the variable', async (context) => {
    const chat = await startDiscordChat()
    context.onTestFinished(() => chat.stop())
    const exit = await run(['serve'], { env: { ...chat.env, DISCORD_TOKEN: WRONG, DATA_DIR: join(aFolder(context), 'data'), PORT: '0' } })
    expect(messageOf(exit)).toMatch(/^Discord refused the bot token\. Check DISCORD_TOKEN: /)
    expect(exit.stderr).not.toContain('canary')
    // One try: a token that is wrong does not get better by asking.
    expect(chat.discord.requests.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(1)
  })

  test.for([
    [4004, /^Discord refused the bot token\. Check DISCORD_TOKEN: /],
    [4014, /^Discord refused the intents Optout asked for\. /],
  ] as const)('Discord whose gateway refuses with %i is told why, and not tried again', async ([code, said], context) => {
    const gateway = await startRefusingGateway(code)
    context.onTestFinished(() => gateway.stop())
    const env = { DISCORD_TOKEN: WRONG, DISCORD_API_URL: gateway.apiUrl, DATA_DIR: join(aFolder(context), 'data'), PORT: '0' }
    expect(await startError(env)).toMatch(said)
    expect(gateway.identified).toBe(1)
  })

  test('Discord that refuses later is logged with what to do; the rest goes on, not ready', async (context) => {
    const chat = await startDiscordChat()
    context.onTestFinished(() => chat.stop())
    const program = startProgram({ env: { ...chat.env, DATA_DIR: join(aFolder(context), 'data'), PORT: '0' } })
    context.onTestFinished(async () => void (await program.kill()))
    const url = await program.ready()
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    chat.discord.gateway.drop(4004)
    await eventually(() => program.stderr.includes('discord has refused us'))
    expect(program.stderr).toContain('Discord refused the bot token. Check DISCORD_TOKEN')
    expect(program.stderr).not.toContain(chat.discord.token)
    expect((await fetch(`${url}/readyz`)).status).toBe(503)
    expect((await fetch(`${url}/s/linkedin`)).status).toBe(200)
    expect(chat.discord.gateway.counts.identifies).toBe(1)
    const ended = await program.stop()
    expect(ended.code, program.stderr).toBe(0)
  })

  test.for([
    ['SLACK_BOT_TOKEN', { SLACK_BOT_TOKEN: 'xoxb-canary' }, 'http'],
    ['SLACK_APP_TOKEN', { SLACK_APP_TOKEN: 'xapp-canary' }, 'socket'],
  ] as const)('Slack that does not accept %s (%o, %s) is told by its name', async ([variable, wrong, via], context) => {
    const chat = await startSlackChat(via)
    context.onTestFinished(() => chat.stop())
    const env = { ...chat.env, ...wrong, DATA_DIR: join(aFolder(context), 'data') }
    expect(await startError(env)).toBe(`Slack does not accept ${variable} (invalid_auth).`)
  })

  test('that is wrong stops the other one, too, and lets go of what was taken', async (context) => {
    const [discord, slack] = await Promise.all([startDiscordChat(), startSlackChat('socket')])
    context.onTestFinished(async () => void (await Promise.all([discord.stop(), slack.stop()])))
    const data = join(aFolder(context), 'data')
    const env = { ...discord.env, ...slack.env, DATA_DIR: data, SLACK_BOT_TOKEN: 'xoxb-canary' }
    expect(await startError(env)).toBe('Slack does not accept SLACK_BOT_TOKEN (invalid_auth).')
    await eventually(() => discord.discord.gateway.live() === 0)
    claimDirectory(data).release()
  })
})
