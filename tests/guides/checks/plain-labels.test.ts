import { expect, test } from 'vitest'
import { plainLabels } from '../../../src/guides/checks/plain-labels.ts'
import { aControl, aPractice, aService, type ControlInput } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

type Steps = NonNullable<NonNullable<ControlInput['steps']>['web']>['steps']
const withSteps = (...steps: Steps) =>
  aService({ practices: [aPractice({ controls: [aControl({ steps: { web: { steps, evidence: ['policy'] } } })] })] })

test('accepts labels as they stand on a screen', () => {
  const service = withSteps(
    { choose: ['Settings & Privacy', 'Data privacy'] },
    { toggle: 'Use my data (all of it), e.g. posts', to: 'off' },
    { note: 'It’s at the bottom: #3 of 4.' },
  )
  expect(runCheck(plainLabels, service)).toEqual([])
})

test('reports markup, HTML, separators and invisible characters', () => {
  const labels = [
    '**Save**',
    '`Save`',
    '[Save](https://example.com)',
    '<b>Save</b>',
    'Settings › Privacy',
    'Settings > Privacy',
    'Save &amp; close',
    'Sa\u200bve',
    '<@123>',
  ]
  for (const label of labels)
    expect(placesOf(runCheck(plainLabels, withSteps({ submit: label })))).toEqual(['practices.0.controls.0.steps.web.steps.0'])
})
