import type { Step } from '../../core/service.ts'
import type { Path } from '../guide-source.ts'
import type { Check } from './check.ts'

/** Signs that Markdown, mrkdwn or HTML would act on, path separators, and characters nobody can see. */
const MARKUP = /[*`~<>|\\›→»]|__|\]\(|^\s*#|&\w+;|[\p{Cc}\p{Cf}]/u

/** Labels are shown as they stand on the screen; formatting is the renderers' work. */
export const plainLabels: Check = {
  id: 'plain-labels',
  summary: 'Labels in steps are plain text, one label each.',
  guideline: 'labels-as-on-the-screen',
  check({ service }) {
    return service.practices.flatMap((practice, index) =>
      practice.controls.flatMap((control, at) => {
        const path: Path = ['practices', index, 'controls', at]
        const labels = Object.entries(control.steps).flatMap(([device, { steps } = { steps: [] }]) =>
          steps.flatMap((step, nth) => labelsOf(step).map((label) => ({ path: [...path, 'steps', device, 'steps', nth], label }))),
        )
        if (control.link?.lands !== undefined) labels.push({ path: [...path, 'link', 'lands'], label: control.link.lands })
        return labels
          .filter(({ label }) => MARKUP.test(label))
          .map((found) => ({
            path: found.path,
            message: `"${found.label}" holds formatting or a path separator.`,
            fix: 'Write the label as it stands on the screen; several labels go as several items of `choose`.',
          }))
      }),
    )
  },
}

function labelsOf(step: Step): string[] {
  switch (step.kind) {
    case 'open':
      return step.label === undefined ? [] : [step.label]
    case 'choose':
      return [...step.path]
    case 'fill':
      return step.hint === undefined ? [step.label] : [step.label, step.hint]
    case 'toggle':
    case 'submit':
      return [step.label]
    case 'send':
      return step.subject === undefined ? [] : [step.subject]
    case 'note':
      return [step.text]
  }
}
