/** Starting and stopping the whole program: what it says, where it can be reached, what it keeps, and that nothing stays behind. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, type TestContext, test } from 'vitest'
import { startDiscordChat } from './support/discord-chat.ts'
import { eventually } from './support/eventually.ts'
import { aMachine } from './support/machine.ts'
import { practiceChat } from './support/practice-chat.ts'
import { type ProgramOptions, startProgram } from './support/program.ts'
import { startSlackChat } from './support/slack-chat.ts'

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url))
const LINKEDIN = { platform: 'linkedin', region: 'DE', date: '2025-11-03' } as const

function program(options: ProgramOptions, { onTestFinished }: TestContext) {
  const started = startProgram(options)
  onTestFinished(async () => void (await started.kill()))
  return started
}

function machineFor({ onTestFinished }: TestContext) {
  const machine = aMachine()
  onTestFinished(() => machine.dispose())
  return machine
}

/** The line `npm start` runs. */
const startLine = () => (JSON.parse(readFileSync(`${CHECKOUT}/package.json`, 'utf8')) as { scripts: { start: string } }).scripts.start

describe.concurrent('the program', () => {
  test('serves Discord and Slack together, with its pages beside them', async (context) => {
    const machine = machineFor(context)
    const [discord, slack] = await Promise.all([startDiscordChat(), startSlackChat('socket')])
    context.onTestFinished(async () => void (await Promise.all([discord.stop(), slack.stop()])))
    const both = program({ env: { ...discord.env, ...slack.env, DATA_DIR: machine.dataDir, PORT: '0' } }, context)
    const url = await both.ready()
    expect(both.stdout).toBe(`ready ${url} - connected to discord and slack\n`)
    await Promise.all([discord.connect(url), slack.connect(url)])
    const [onDiscord, onSlack] = await Promise.all([discord.use('optout', LINKEDIN), slack.use('optout', LINKEDIN)])
    for (const { text, onlyForMe } of [onDiscord, onSlack]) {
      expect(text).toContain('● LinkedIn: AI training is on by default')
      expect(onlyForMe).toBe(true)
    }
    const pages = [
      '/',
      '/s/linkedin',
      '/healthz',
      '/readyz',
      '/metrics',
      '/changes.json',
      '/changes.atom',
      '/calendar.ics',
      '/catalog.json',
    ]
    for (const page of pages) expect([page, (await fetch(url + page)).status]).toEqual([page, 200])
    // The practice chat is for those who have nothing connected.
    expect((await fetch(`${url}/try`)).status).toBe(404)
    const { code } = await both.stop()
    expect(code).toBe(0)
    expect(both.isRunning()).toBe(false)
    expect([...(await discord.complaints()), ...(await slack.complaints())]).toEqual([])
    await expect(fetch(url)).rejects.toThrow()
  })

  test('offers the practice chat beside a real one when that is asked for', async (context) => {
    const machine = machineFor(context)
    const discord = await startDiscordChat()
    context.onTestFinished(() => discord.stop())
    const started = program({ env: { ...discord.env, DATA_DIR: machine.dataDir, PORT: '0', OPTOUT_TRY: 'on' } }, context)
    const url = await started.ready()
    expect(started.stdout).toBe(`ready ${url} - connected to discord - try it at ${url}/try\n`)
    const practice = practiceChat()
    await practice.connect(url)
    await practice.use('digest set', { time: '09:00', always: 'yes' }, 'admin')
    await practice.moveClock(86_400_000)
    expect((await practice.inChannel()).length).toBe(1)
    // What is practised reaches nobody.
    expect(await discord.inChannel()).toEqual([])
    expect((await started.stop()).code).toBe(0)
  })

  test('run as npm start runs it, ends calmly at SIGTERM and keeps what people chose', async (context) => {
    const machine = machineFor(context)
    const options = { shellLine: startLine(), cwd: CHECKOUT, env: { DATA_DIR: machine.dataDir, PORT: '0' } }
    const chat = practiceChat()
    const first = program(options, context)
    await chat.connect(await first.ready())
    const guide = await chat.use('optout', LINKEDIN)
    await (await guide.choose('On Android')).press('Follow LinkedIn')
    expect(await first.stop()).toMatchObject({ code: 0 })
    expect(first.isRunning()).toBe(false)

    const second = program(options, context)
    await chat.connect(await second.ready())
    expect((await chat.use('optout', LINKEDIN)).text).toContain('on Android')
    expect((await chat.use('following')).text).toContain('You follow 1 service')
    expect((await second.stop()).code).toBe(0)
  })

  test('serves Slack while Discord is down, and says so', async (context) => {
    const machine = machineFor(context)
    const slack = await startSlackChat('socket')
    context.onTestFinished(() => slack.stop())
    const down = { DISCORD_TOKEN: 'a.fake.token', DISCORD_API_URL: 'http://127.0.0.1:9/api' }
    const started = program({ env: { ...slack.env, ...down, DATA_DIR: machine.dataDir, PORT: '0' } }, context)
    const url = await started.ready()
    expect(started.stdout).toBe(`ready ${url} - connected to slack - still waiting for discord\n`)
    await slack.connect(url)
    expect((await slack.use('optout', LINKEDIN)).text).toContain('● LinkedIn: AI training is on by default')
    expect((await fetch(`${url}/readyz`)).status).toBe(503)
    expect((await started.stop()).code).toBe(0)
  })

  test('ends calmly at SIGTERM while it still waits for a chat platform that is down', async (context) => {
    const machine = machineFor(context)
    const env = { DISCORD_TOKEN: 'a.fake.token', DISCORD_API_URL: 'http://127.0.0.1:9/api', DATA_DIR: machine.dataDir, PORT: '0' }
    const waiting = program({ env }, context)
    await eventually(() => waiting.stderr.includes('discord cannot be reached'))
    const { code, stdout, stderr } = await waiting.stop()
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).not.toMatch(/a\.fake\.token|"level":"error"/)
    expect(waiting.isRunning()).toBe(false)
  })
})
