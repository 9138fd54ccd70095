import { expect, test } from 'vitest'
import { namesUnique } from '../../../src/guides/checks/names-unique.ts'
import { anotherService, aService } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

test('accepts names of its own', () => {
  const service = aService({ aliases: ['exemple', 'example app'], products: ['Example Pro'] })
  expect(runCheck(namesUnique, service, [anotherService('second', { aliases: ['2nd'] })])).toEqual([])
})

test('reports a name another service has, however it is spelt', () => {
  const service = aService({ aliases: ['Sécond!'], products: ['Other Thing'] })
  const second = anotherService('second', { products: ['other-thing'] })
  expect(placesOf(runCheck(namesUnique, service, [second]))).toEqual(['aliases.0', 'products.0'])
})

test('reports a name listed twice in one guide', () => {
  expect(placesOf(runCheck(namesUnique, aService({ aliases: ['ex', 'EX', 'ex-ample', 'example'] })))).toEqual(['aliases.1', 'aliases.3'])
})

test('reports a domain of another service, also of the same owner', () => {
  const service = aService({ domains: ['example.com', 'shared.example'] })
  expect(placesOf(runCheck(namesUnique, service, [anotherService('second', { domains: ['second.example', 'shared.example'] })]))).toEqual([
    'domains.1',
  ])
})
