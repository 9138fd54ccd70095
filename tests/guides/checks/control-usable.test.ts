import { expect, test } from 'vitest'
import { controlUsable } from '../../../src/guides/checks/control-usable.ts'
import { aControl, aPractice, aService, type ControlInput } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

const withControl = (overrides: Partial<ControlInput>) => aService({ practices: [aPractice({ controls: [aControl(overrides)] })] })

test('accepts steps, a link, or a control that says there is none', () => {
  expect(runCheck(controlUsable, withControl({ link: undefined }))).toEqual([])
  expect(runCheck(controlUsable, withControl({ steps: {} }))).toEqual([])
  expect(runCheck(controlUsable, withControl({ kind: 'none', link: undefined, steps: {} }))).toEqual([])
})

test('reports a control that leads nowhere', () => {
  expect(placesOf(runCheck(controlUsable, withControl({ link: undefined, steps: {} })))).toEqual(['practices.0.controls.0'])
})
