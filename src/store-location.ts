import type { Config } from './config.ts'
import type { StoreLocation } from './store/open-store.ts'

/** Where the configuration keeps everything: in a PostgreSQL database, or in the data directory. */
export function storeLocation({ databaseUrl, dataDir }: Config): StoreLocation {
  return databaseUrl === null ? { dataDir } : { databaseUrl }
}
