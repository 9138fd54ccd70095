/** What is owed when the bot of a fan-out bench starts: written into its data directory beforehand. */

import type { Change } from '../../src/core/change.ts'
import type { Destination } from '../../src/core/delivery.ts'
import type { DigestSettings } from '../../src/core/subscription.ts'
import { serviceChanges } from '../../src/guides/changes.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { digestNotice } from '../../src/notices/digest-notice.ts'
import { messagesFor } from '../../src/notices/messages.ts'
import { openStore } from '../../src/store/open-store.ts'
import { copyRows } from '../support/copy-rows.ts'
import { openFilledStore } from '../support/filled-store.ts'

const MINUTE_MS = 60_000
/** Long enough ago that every digest has something to tell. */
const COVERED_UNTIL = '2025-01-01'

/** A Discord channel of a server. */
export interface DiscordChannel {
  readonly installationId: string
  readonly channelId: string
}

/** A daily digest in each of these channels, due this minute. */
export async function oweDigests(dataDir: string, channels: readonly DiscordChannel[]): Promise<void> {
  const [first, ...others] = channels
  if (first === undefined) throw new Error('there are no channels')
  const dueAt = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
  const settings: DigestSettings = {
    schedule: { localTime: new Date(dueAt).toISOString().slice(11, 16), zone: 'UTC' },
    services: null,
    minSeverity: 'notice',
    onlyIfChanged: false,
    region: 'DE',
    locale: 'en',
  }
  const { store, db, close } = await openFilledStore({ dataDir })
  try {
    const at = { dueAt, coveredUntil: COVERED_UNTIL, atMs: dueAt }
    const { id } = await store.digests.save({ chatPlatform: 'discord', ...first }, settings, at)
    await copyRows(db, {
      table: 'digest',
      id,
      count: others.length,
      differ: (n) => ({ installation_id: others[n]?.installationId ?? '', channel_id: others[n]?.channelId ?? '' }),
    })
  } finally {
    await close()
  }
}

/** One digest's message to each of these destinations, in this order, due now. The nth has the key `bench:n`. */
export async function oweDeliveries(dataDir: string, destinations: readonly Destination[]): Promise<void> {
  const changes: readonly Change[] = (await loadCatalog()).services.flatMap(serviceChanges).slice(0, 5)
  const notice = digestNotice(changes, {
    messages: messagesFor('en'),
    runOn: '2026-08-14',
    region: 'DE',
    lateFrom: null,
    publicUrl: null,
  })
  const now = Date.now()
  const store = await openStore({ dataDir })
  try {
    await store.outbox.enqueue(
      destinations.map((destination, n) => ({ key: `bench:${n}`, class: 'digest', destination, notice, dueAt: now })),
      now,
    )
  } finally {
    await store.close()
  }
}
