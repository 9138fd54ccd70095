/** What all routes share, made once from the options of {@link createWeb}. */

import type { Catalog } from '../core/catalog.ts'
import type { CalendarDate, Jurisdiction } from '../core/service.ts'
import type { Messages } from '../notices/messages.ts'
import type { Site } from './layout.ts'
import type { CatalogSigner } from './sign-catalog.ts'

export interface WebContext {
  readonly catalog: Catalog
  readonly site: Site
  readonly messages: Messages
  readonly region: Jurisdiction
  /** Absent: the catalog is not signed. */
  readonly signCatalog: CatalogSigner | undefined
  /** Today where the operator is. */
  today(): CalendarDate
  /** "today, 09:00", or `null` before anything was looked at. */
  lastLook(): string | null
  /** Base of our own addresses: the public one, else the one this request came to. */
  base(requestUrl: string): string
}
