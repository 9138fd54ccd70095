/** `/digest …`: what a channel gets, when, and for whom. Only who manages the server or workspace may change it. */

import { addDays } from '../core/calendar-date.ts'
import { localDateOf, nextRun } from '../core/local-time.ts'
import type { Button } from '../core/notice.ts'
import type { ChannelRef, Digest, DigestSettings } from '../core/subscription.ts'
import { digestConfirmation, digestPreview, digestSummary } from '../notices/digest-setup-notice.ts'
import { messagesFor, nearestLocale } from '../notices/messages.ts'
import { shortNotice } from '../notices/short-notice.ts'
import type { Asker } from './asker.ts'
import type { Command, Input, OptionSpec } from './command.ts'
import { parseRegion, parseServices, parseSeverity, parseTime, parseWeekday, parseYesNo, parseZone } from './parse-option.ts'
import { privateMessages, readerOf } from './reader.ts'
import { Refusal } from './refusal.ts'
import type { Reply } from './reply.ts'
import type { World } from './world.ts'

const EXAMPLE = '/digest set 09:00 Europe/Berlin'

/** The channel a digest command is about, once the asker is known to be allowed. */
async function managedChannel(asker: Asker, world: World, channelId?: string): Promise<ChannelRef> {
  if (asker.channel === null) throw new Refusal('error.needschannel')
  if (!(await asker.mayManage())) {
    const messages = privateMessages(asker, await world.people.settings(asker.person), world)
    throw new Refusal(`error.notallowed.${asker.person.chatPlatform}`, {}, [
      { kind: 'action', label: messages.text('button.help'), action: { do: 'help' } },
    ])
  }
  return channelId === undefined ? asker.channel : { ...asker.channel, channelId }
}

const setOptions: readonly OptionSpec[] = [
  { name: 'time', type: 'time', required: true, summary: 'option.time' },
  { name: 'zone', type: 'zone', required: false, summary: 'option.zone' },
  { name: 'channel', type: 'channel', required: false, summary: 'option.channel', keyword: 'to' },
  { name: 'every', type: 'weekday', required: false, summary: 'option.every', keyword: 'every' },
  { name: 'services', type: 'services', required: false, summary: 'option.services', keyword: 'for' },
  { name: 'severity', type: 'severity', required: false, summary: 'option.severity', keyword: 'only' },
  { name: 'region', type: 'region', required: false, summary: 'option.region', keyword: 'in' },
  { name: 'always', type: 'yes-no', required: false, summary: 'option.always', keyword: 'always' },
]

const digestSet: Command = {
  path: ['digest', 'set'],
  summary: 'command.digest.set',
  options: setOptions,
  permission: 'manage',
  scope: 'channel',
  example: EXAMPLE,
  run: setDigest,
}

async function setDigest(input: Input, asker: Asker, world: World): Promise<Reply> {
  const channel = await managedChannel(asker, world, channelIdOf(input.channel))
  const settings = await settingsFrom(input, asker, world)
  const may = await world.mayPost(channel)
  const person = await world.people.settings(asker.person)
  const messages = privateMessages(asker, person, world)
  const here = channel.channelId === asker.channel?.channelId
  const channelName = here ? messages.text('digest.this.channel') : `#${channel.channelId}`
  if (may.kind === 'no') {
    throw new Refusal(`error.cannotpost.${may.why}`, { channel: here ? messages.text('digest.this.channel.within') : channelName })
  }
  const now = world.clock.now()
  const earlier = await world.digests.of(channel)
  const next = nextRun(settings.schedule, { lastRunOn: earlier?.lastRunOn ?? null, now })
  const coveredUntil = earlier?.coveredUntil ?? addDays(localDateOf(now, settings.schedule.zone), -1)
  await world.digests.save(channel, settings, { dueAt: next.dueAt, coveredUntil, atMs: now })
  const notice = digestConfirmation(settings, {
    messages,
    catalog: world.catalog,
    channelName,
    next: next.runOn,
    checked: may.kind === 'yes',
  })
  return { kind: 'message', notice, visibility: 'private', replaces: false }
}

/** `C123`, or Slack's escaped `<#C123|privacy>`. */
const channelIdOf = (typed: string | undefined) =>
  typed === undefined ? undefined : (/^<#([A-Za-z0-9]+)(?:\|.*)?>$/.exec(typed)?.[1] ?? typed.replace(/^#/, ''))

async function settingsFrom(input: Input, asker: Asker, world: World): Promise<DigestSettings> {
  const { time, zone, every, services, severity, region, always } = input
  const messages = messagesFor(asker.locale)
  if (time === undefined) throw new Refusal('error.missing', { what: messages.text('option.time'), example: EXAMPLE })
  const person = await world.people.settings(asker.person)
  return {
    schedule: {
      localTime: parseTime(time),
      zone: zone === undefined ? (person.zone ?? asker.zone ?? world.defaults.zone) : parseZone(zone),
      weekday: every === undefined ? undefined : parseWeekday(every),
    },
    services: services === undefined ? null : parseServices(services, world.catalog),
    minSeverity: severity === undefined ? 'all' : parseSeverity(severity),
    onlyIfChanged: always === undefined ? true : !parseYesNo(always),
    region: region === undefined ? readerOf({ slug: '' }, asker, person, world).question.region : parseRegion(region, asker.locale ?? 'en'),
    locale: nearestLocale(asker.installationLocale ?? world.defaults.locale),
  }
}

const plainCommand = (
  name: 'show' | 'pause' | 'resume' | 'preview' | 'off',
  act: (asker: Asker, world: World) => Promise<Reply>,
): Command => ({
  path: ['digest', name],
  summary: `command.digest.${name}`,
  options: [],
  permission: 'manage',
  scope: 'channel',
  example: `/digest ${name}`,
  run: (_, asker, world) => act(asker, world),
})

export const digestCommands: readonly Command[] = [
  digestSet,
  plainCommand('show', showDigest),
  plainCommand('pause', pauseDigest),
  plainCommand('resume', resumeDigest),
  plainCommand('preview', previewDigest),
  plainCommand('off', (asker, world) => turnDigestOff(false, asker, world)),
]

async function existing(asker: Asker, world: World): Promise<{ readonly channel: ChannelRef; readonly digest: Digest }> {
  const channel = await managedChannel(asker, world)
  const digest = await world.digests.of(channel)
  if (digest === null) throw new Refusal('digest.none', { example: EXAMPLE })
  return { channel, digest }
}

/** The settings, the last run and the next. */
export async function showDigest(asker: Asker, world: World): Promise<Reply> {
  const { digest } = await existing(asker, world)
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  const notice = digestSummary(digest, { messages, catalog: world.catalog, channelName: messages.text('digest.this.channel') })
  return { kind: 'message', notice, visibility: 'private', replaces: false }
}

/** Stops posting and keeps the settings. */
export async function pauseDigest(asker: Asker, world: World): Promise<Reply> {
  const { channel } = await existing(asker, world)
  await world.digests.pause(channel)
  return shortly(asker, world, 'digest.paused', {}, ['digest-resume', 'digest-off'])
}

/** Posts again from the next scheduled time; what happened while it was paused is not told. */
export async function resumeDigest(asker: Asker, world: World): Promise<Reply> {
  const { channel, digest } = await existing(asker, world)
  const now = world.clock.now()
  const { schedule } = digest.settings
  const next = nextRun(schedule, { lastRunOn: digest.lastRunOn, now })
  const yesterday = addDays(localDateOf(now, schedule.zone), -1)
  await world.digests.resume(channel, {
    dueAt: next.dueAt,
    coveredUntil: digest.coveredUntil > yesterday ? digest.coveredUntil : yesterday,
  })
  return shortly(asker, world, 'digest.resumed', { date: next.runOn, time: schedule.localTime }, ['digest-show'])
}

/** What the digest would look like, for the eyes of the asker only. */
export async function previewDigest(asker: Asker, world: World): Promise<Reply> {
  const { digest } = await existing(asker, world)
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  const today = localDateOf(world.clock.now(), digest.settings.schedule.zone)
  const notice = digestPreview(digest, { messages, catalog: world.catalog, today, publicUrl: world.publicUrl })
  return { kind: 'message', notice, visibility: 'private', replaces: false }
}

/** Deletes the settings, after asking once. */
export async function turnDigestOff(confirmed: boolean, asker: Asker, world: World): Promise<Reply> {
  const { channel } = await existing(asker, world)
  if (!confirmed) {
    const messages = privateMessages(asker, await world.people.settings(asker.person), world)
    const notice = shortNotice(messages, messages.text('digest.off.ask'), {
      buttons: [
        { kind: 'action', label: messages.text('button.digest.off.yes'), action: { do: 'digest-off', confirmed: true }, style: 'danger' },
        { kind: 'action', label: messages.text('button.digest.keep'), action: { do: 'digest-show' } },
      ],
    })
    return { kind: 'message', notice, visibility: 'private', replaces: false }
  }
  await world.digests.remove(channel)
  return shortly(asker, world, 'digest.off', {}, [])
}

const BUTTONS = {
  'digest-resume': 'button.digest.resume',
  'digest-off': 'button.digest.off',
  'digest-show': 'button.digest.show',
} as const

async function shortly(
  asker: Asker,
  world: World,
  key: 'digest.paused' | 'digest.resumed' | 'digest.off',
  values: Readonly<Record<string, string>>,
  actions: readonly (keyof typeof BUTTONS)[],
): Promise<Reply> {
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  const buttons = actions.map((action): Button => ({ kind: 'action', label: messages.text(BUTTONS[action]), action: { do: action } }))
  const words = messages.text(key, { ...values, channel: messages.text('digest.this.channel') })
  return { kind: 'message', notice: shortNotice(messages, words, { buttons }), visibility: 'private', replaces: false }
}
