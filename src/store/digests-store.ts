import { isDeepStrictEqual } from 'node:util'
import type { ExpressionBuilder, Kysely, Selectable, Transaction } from 'kysely'
import type { Digests } from '../core/ports/digests.ts'
import type { ChannelRef, ChatPlatformName, Digest, DigestSchedule, DigestSettings, Severity } from '../core/subscription.ts'
import { destinationText } from './destination-text.ts'
import type { Engine } from './engine.ts'
import { insertDeliveries } from './outbox-store.ts'
import type { DigestTable, Tables } from './tables.ts'

/** {@link Digests} in tables. */
export function createDigestsStore(db: Kysely<Tables>, engine: Engine): Digests {
  return {
    async of(channel) {
      const row = await db.selectFrom('digest').selectAll().where(isChannel(channel)).executeTakeFirst()
      return row === undefined ? null : toDigest(row)
    },

    async save(channel, settings, { dueAt, coveredUntil, atMs }) {
      return await db.transaction().execute(async (trx) => {
        const columns = {
          ...settingsColumns(settings),
          state: 'active',
          due_at: dueAt,
          covered_until: coveredUntil,
          saved_at: atMs,
        } as const
        const row = await trx
          .insertInto('digest')
          .values({
            chat_platform: channel.chatPlatform,
            installation_id: channel.installationId,
            channel_id: channel.channelId,
            last_run_on: null,
            ...columns,
          })
          .onConflict((conflict) => conflict.columns(['chat_platform', 'installation_id', 'channel_id']).doUpdateSet(columns))
          .returningAll()
          .executeTakeFirstOrThrow()
        await forgetGone(trx, channel)
        return toDigest(row)
      })
    },

    async pause(channel) {
      const { numUpdatedRows } = await db.updateTable('digest').set({ state: 'paused' }).where(isChannel(channel)).executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },

    async resume(channel, { dueAt, coveredUntil }) {
      return await db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('digest')
          .set({ state: 'active', due_at: dueAt, covered_until: coveredUntil })
          .where(isChannel(channel))
          .executeTakeFirstOrThrow()
        await forgetGone(trx, channel)
        return numUpdatedRows > 0n
      })
    },

    async remove(channel) {
      const { numDeletedRows } = await db.deleteFrom('digest').where(isChannel(channel)).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },

    async due({ atMs, limit, chatPlatforms }) {
      const rows = []
      // One query each, so that the index gives the rows in order and nothing that is not due is touched.
      for (const chatPlatform of chatPlatforms) {
        rows.push(...(await dueRows(db, chatPlatform).selectAll().where('due_at', '<=', atMs).limit(limit).execute()))
      }
      return rows
        .sort((a, b) => a.due_at - b.due_at || a.id - b.id)
        .slice(0, limit)
        .map(toDigest)
    },

    async countDue({ atMs, chatPlatforms }) {
      let count = 0
      for (const chatPlatform of chatPlatforms) {
        const row = await db
          .selectFrom('digest')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('state', '=', 'active')
          .where('chat_platform', '=', chatPlatform)
          .where('due_at', '<=', atMs)
          .executeTakeFirstOrThrow()
        count += Number(row.count)
      }
      return count
    },

    async nextDueAt(chatPlatforms) {
      let earliest: number | null = null
      for (const chatPlatform of chatPlatforms) {
        const row = await dueRows(db, chatPlatform).select('due_at').limit(1).executeTakeFirst()
        if (row !== undefined && (earliest === null || row.due_at < earliest)) earliest = row.due_at
      }
      return earliest
    },

    async replan(digest, dueAt) {
      return await db.transaction().execute(async (trx) => {
        if (!(await isUnchanged(trx, engine, digest))) return false
        await trx.updateTable('digest').set({ due_at: dueAt }).where('id', '=', digest.id).execute()
        return true
      })
    },

    async recordRun(digest, run, delivery) {
      return await db.transaction().execute(async (trx) => {
        if (digest.lastRunOn !== null && run.ranOn <= digest.lastRunOn) return false
        if (!(await isUnchanged(trx, engine, digest))) return false
        await trx
          .updateTable('digest')
          .set({ last_run_on: run.ranOn, covered_until: run.coveredUntil, due_at: run.dueAt })
          .where('id', '=', digest.id)
          .execute()
        if (delivery !== null) await insertDeliveries(trx, [delivery], run.atMs)
        return true
      })
    },
  }
}

function isChannel(channel: ChannelRef) {
  return (eb: ExpressionBuilder<Tables, 'digest'>) =>
    eb.and({ chat_platform: channel.chatPlatform, installation_id: channel.installationId, channel_id: channel.channelId })
}

function dueRows(db: Kysely<Tables>, chatPlatform: ChatPlatformName) {
  return db.selectFrom('digest').where('state', '=', 'active').where('chat_platform', '=', chatPlatform).orderBy('due_at').orderBy('id')
}

/** True when the row is still what was read, active, and ours to change until the transaction ends. */
async function isUnchanged(trx: Transaction<Tables>, engine: Engine, digest: Digest): Promise<boolean> {
  const row = await trx
    .selectFrom('digest')
    .selectAll()
    .where('id', '=', digest.id)
    .$if(engine.locksRows, (query) => query.forUpdate())
    .executeTakeFirst()
  return row !== undefined && row.state === 'active' && isDeepStrictEqual(toDigest(row), digest)
}

async function forgetGone(trx: Transaction<Tables>, channel: ChannelRef): Promise<void> {
  await trx
    .deleteFrom('gone_destination')
    .where('destination', '=', destinationText({ kind: 'channel', ...channel }))
    .execute()
}

function settingsColumns(settings: DigestSettings) {
  return {
    local_time: settings.schedule.localTime,
    zone: settings.schedule.zone,
    weekday: settings.schedule.weekday ?? null,
    services: settings.services === null ? null : JSON.stringify(settings.services),
    min_severity: settings.minSeverity,
    only_if_changed: settings.onlyIfChanged ? 1 : 0,
    region: settings.region,
    locale: settings.locale,
  }
}

function toDigest(row: Selectable<DigestTable>): Digest {
  const services: readonly string[] | null = row.services === null ? null : JSON.parse(row.services)
  const weekday = row.weekday as DigestSchedule['weekday'] | null
  return {
    id: row.id,
    channel: { chatPlatform: row.chat_platform as ChatPlatformName, installationId: row.installation_id, channelId: row.channel_id },
    settings: {
      schedule: { localTime: row.local_time, zone: row.zone, ...(weekday === null ? {} : { weekday }) },
      services,
      minSeverity: row.min_severity as Severity,
      onlyIfChanged: row.only_if_changed === 1,
      region: row.region,
      locale: row.locale,
    },
    state: row.state,
    coveredUntil: row.covered_until,
    lastRunOn: row.last_run_on,
    dueAt: row.due_at,
  }
}
