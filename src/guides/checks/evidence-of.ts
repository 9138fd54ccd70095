import type { Evidence, Service } from '../../core/service.ts'

/** The evidence entries with these ids; unknown ids are left out, another check names them. */
export function evidenceOf(service: Service, ids: readonly string[]): Evidence[] {
  return service.evidence.filter((entry) => ids.includes(entry.id))
}
