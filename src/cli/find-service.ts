/** A service named on the command line, found as people type it. */

import type { Service } from '../core/service.ts'
import { loadCatalog } from '../guides/load.ts'
import { lookUp } from '../guides/lookup.ts'
import { UsageError } from './usage-error.ts'

/** The service meant. An unknown or ambiguous name is a {@link UsageError} that names what is near. */
export async function findService(name: string): Promise<Service> {
  const catalog = await loadCatalog()
  const retired = catalog.retired(name)
  if (retired !== undefined) throw new UsageError(`The guide "${name}" was retired on ${retired.retired}. ${retired.note}`)
  const found = lookUp(catalog, name)
  switch (found.kind) {
    case 'found':
      return found.service
    case 'ambiguous':
      throw new UsageError(`"${name}" can be several: ${found.services.map((service) => service.slug).join(', ')}.`)
    case 'near':
      throw new UsageError(`We don't cover "${name}". Did you mean ${found.services.map((service) => service.slug).join(', ')}?`)
    case 'unknown':
      throw new UsageError(`We don't cover "${name}" yet. See what we cover: optout status`)
  }
}
