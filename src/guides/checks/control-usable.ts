import type { Check } from './check.ts'

/** A way out must lead somewhere. */
export const controlUsable: Check = {
  id: 'control-usable',
  summary: 'Every control has steps or a link.',
  guideline: 'a-way-out-people-can-take',
  check({ service }) {
    return service.practices.flatMap((practice, index) =>
      practice.controls.flatMap((control, at) => {
        if (control.kind === 'none' || control.link !== undefined || Object.keys(control.steps).length > 0) return []
        return [
          {
            path: ['practices', index, 'controls', at],
            message: `The control "${control.id}" has neither steps nor a link.`,
            fix: 'Add `steps` for at least one device, or `link`.',
          },
        ]
      }),
    )
  },
}
