/** Watches policies: reads the sources of the feeds file while it is up to this process, and hands over what they find. */

import type { Config } from './config.ts'
import type { Catalog } from './core/catalog.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Log } from './core/ports/log.ts'
import type { Findings, PolicySource } from './core/ports/policy-source.ts'
import type { Service } from './core/service.ts'
import { createDuty, type Duty } from './duties/duty.ts'
import { causeOf, createFeeds, mergeCatalogs, readFeedsFile, type SourceNotice } from './feeds/index.ts'
import { messagesFor } from './notices/messages.ts'
import { createPolicyFeeds, type PolicyFeeds } from './policy-feeds.ts'
import type { ReviewIntake } from './review-intake.ts'
import { StartError } from './start-error.ts'
import type { Store } from './store/open-store.ts'
import { catalogSignerFromFile } from './web/index.ts'

export interface Watch {
  /** Our guides and those that other instances gave us before. */
  readonly catalog: Catalog
  /** Begins to compete for reading the sources; what they find goes to `intake`. */
  start(intake: ReviewIntake): Promise<void>
  stop(): Promise<void>
}

/** Without a public address and a contact in the feeds file, sites are told just that. */
const NO_CONTACT = 'self-hosted'

export interface WatchOptions {
  readonly config: Config
  readonly own: Catalog
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** Of Optout. */
  readonly version: string
  /** Names this process among those that share the store. */
  readonly holder: string
}

/** Reads the feeds file and what is known from before; asks nobody yet. @throws {FeedsFileError} with every problem by line. */
export async function openWatch(options: WatchOptions): Promise<Watch> {
  const { config, own, store, clock, log } = options
  if (config.feeds === null) return { catalog: own, start: async () => {}, stop: async () => {} }
  const file = await readFeedsFile(config.feeds === 'default' ? undefined : config.feeds)
  const recalled: (readonly Service[])[] = []
  let handOver: PolicyFeeds = {
    async found(_source, { guides }: Findings) {
      if (guides !== undefined) recalled.push(guides)
    },
    notice: async () => {},
  }
  const make = () =>
    createFeeds({
      file,
      states: store.sources,
      clock,
      random: Math.random,
      log,
      version: options.version,
      contact: config.publicUrl ?? NO_CONTACT,
      dataDir: config.dataDir,
      onFound: (source: PolicySource, findings: Findings) => handOver.found(source, findings),
      onNotice: (source: PolicySource, notice: SourceNotice) => handOver.notice(source, notice),
    })
  const first = make()
  await first.recall()
  await first.stop()
  const { catalog, gaveWay } = mergeCatalogs(own, recalled)
  if (gaveWay.length > 0) log.info({ guides: gaveWay.length }, 'guides of other instances gave way to ours')

  let duty: Duty | undefined
  return {
    catalog,
    async start(intake) {
      handOver = createPolicyFeeds({
        catalog,
        meta: store.meta,
        intake,
        messages: messagesFor(config.defaults.locale),
        clock,
        zone: config.defaults.zone,
        causeOf,
        log,
      })
      let feeds: ReturnType<typeof make> | undefined
      duty = createDuty({
        name: 'feeds',
        leases: store.leases,
        holder: options.holder,
        log,
        async begin() {
          feeds = make()
          feeds.start()
        },
        async end() {
          await feeds?.stop()
        },
      })
      await duty.start()
    },
    async stop() {
      await duty?.stop()
    },
  }
}

/** Signs `/catalog.json`, when a key is given. @throws {StartError} when it cannot be used. */
export async function openCatalogSigner({ catalogKeyFile }: Pick<Config, 'catalogKeyFile'>) {
  if (catalogKeyFile === null) return undefined
  const signer = await catalogSignerFromFile(catalogKeyFile)
  if (signer === null)
    throw new StartError(
      'CATALOG_KEY_FILE is not an Ed25519 private key in PEM that can be read. Make one with: openssl genpkey -algorithm ed25519 -out catalog-key.pem',
    )
  return signer
}
