/** `/changes`: what changed lately and what is coming. */

import { addDays } from '../core/calendar-date.ts'
import { changesBetween } from '../guides/changes.ts'
import { changesNotice } from '../notices/changes-notice.ts'
import type { Asker } from './asker.ts'
import type { Command } from './command.ts'
import { findService } from './optout.ts'
import { parseDays } from './parse-option.ts'
import { privateMessages, todayOf } from './reader.ts'
import type { Reply } from './reply.ts'
import type { World } from './world.ts'

const DAYS_DEFAULT = 30
/** Announced changes are shown however far ahead they are. */
const FAR = '2100-01-01'

export const changes: Command = {
  path: ['changes'],
  summary: 'command.changes',
  options: [
    { name: 'platform', type: 'service', required: false, summary: 'option.platform' },
    { name: 'days', type: 'days', required: false, summary: 'option.days' },
  ],
  permission: 'anyone',
  scope: 'anywhere',
  example: '/changes',
  run: async ({ platform, days }, asker, world) => {
    // "changes 90": in typed text the one word may be the number.
    if (platform !== undefined && days === undefined && /^\d+$/.test(platform.trim()))
      return showChanges(null, parseDays(platform), asker, world)
    const span = days === undefined ? DAYS_DEFAULT : parseDays(days)
    if (platform === undefined) return showChanges(null, span, asker, world)
    const { service } = await findService(platform, asker, world)
    return service.kind === 'answer' ? service.reply : showChanges(service.service.slug, days === undefined ? null : span, asker, world)
  },
}

/** The list for one service (its whole history unless `days` says less) or for all. */
export async function showChanges(slug: string | null, days: number | null, asker: Asker, world: World): Promise<Reply> {
  const settings = await world.people.settings(asker.person)
  const messages = privateMessages(asker, settings, world)
  const today = todayOf(asker, settings, world)
  const service = slug === null ? null : (world.catalog.find(slug) ?? null)
  const from = addDays(today, -(days ?? (service === null ? DAYS_DEFAULT : 3650)))
  const found = changesBetween(world.catalog, from, FAR).filter((change) => service === null || change.service === service)
  const notice = changesNotice(found, { from, today, service }, { messages, publicUrl: world.publicUrl })
  return { kind: 'message', notice, visibility: 'private', replaces: false }
}
