import type { Service } from '../../core/service.ts'
import type { Path } from '../guide-source.ts'

export interface EvidenceUse {
  readonly id: string
  readonly path: Path
}

/** Every place in a guide that refers to an evidence entry. */
export function evidenceUses(service: Service): EvidenceUse[] {
  const uses: EvidenceUse[] = []
  const add = (path: Path, ids: readonly string[] | undefined) => {
    for (const [at, id] of (ids ?? []).entries()) uses.push({ id, path: [...path, 'evidence', at] })
  }
  service.practices.forEach((practice, index) => {
    const path: Path = ['practices', index]
    practice.rules.forEach((rule, at) => {
      add([...path, 'rules', at], rule.evidence)
    })
    practice.controls.forEach((control, at) => {
      add([...path, 'controls', at], control.evidence)
      for (const [device, steps] of Object.entries(control.steps)) add([...path, 'controls', at, 'steps', device], steps?.evidence)
    })
    practice.caveats.forEach((caveat, at) => {
      add([...path, 'caveats', at], caveat.evidence)
    })
  })
  service.alternatives.forEach((alternative, at) => {
    add(['alternatives', at], alternative.evidence)
  })
  add(['dataCopy'], service.dataCopy?.evidence)
  service.timeline.forEach((event, at) => {
    add(['timeline', at], event.evidence)
  })
  service.myths.forEach((myth, at) => {
    add(['myths', at], myth.evidence)
  })
  service.controllers.forEach((controller, at) => {
    add(['controllers', at], controller.evidence)
  })
  return uses
}
