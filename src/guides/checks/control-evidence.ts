import { evidenceOf } from '../status.ts'
import type { Check } from './check.ts'

/** Nobody is sent to a switch that only we say exists. */
export const controlEvidence: Check = {
  id: 'control-evidence',
  summary: 'Every control rests on evidence with a quote, and its steps on evidence.',
  guideline: 'a-way-out-people-can-take',
  check({ service }) {
    return service.practices.flatMap((practice, index) =>
      practice.controls.flatMap((control, at) => {
        const path = ['practices', index, 'controls', at] as const
        const quoted = evidenceOf(service, control.evidence).some((entry) => entry.quote !== undefined)
        const problems = quoted
          ? []
          : [
              {
                path: [...path, 'evidence'],
                message: `No quote shows that the control "${control.id}" exists.`,
                fix: 'Add evidence with a quote, best the service’s own words.',
              },
            ]
        for (const [device, steps] of Object.entries(control.steps)) {
          if (steps === undefined || steps.evidence.length > 0) continue
          problems.push({
            path: [...path, 'steps', device],
            message: `The ${device} steps of "${control.id}" name no source.`,
            fix: 'Add the id of a source that shows these labels, or remove the steps.',
          })
        }
        return problems
      }),
    )
  },
}
