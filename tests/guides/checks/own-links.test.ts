import { expect, test } from 'vitest'
import { ownLinks } from '../../../src/guides/checks/own-links.ts'
import { aControl, anotherService, aPractice, aService } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

const linkingTo = (url: string) => aService({ practices: [aPractice({ controls: [aControl({ link: { url } })] })] })

test('accepts the service’s own domains, their subdomains, and regulators', () => {
  for (const url of ['https://example.com/a', 'https://help.example.com/a', 'https://ico.org.uk/make-a-complaint/'])
    expect(runCheck(ownLinks, linkingTo(url))).toEqual([])
})

test('reports other hosts, look-alikes and disguised ones', () => {
  for (const url of [
    'https://example.org/a',
    'https://notexample.com/a',
    'https://example.com.evil.example/a',
    'https://example.com@evil.example/a',
  ]) {
    expect(placesOf(runCheck(ownLinks, linkingTo(url)))).toEqual(['practices.0.controls.0.link.url'])
  }
})

test('accepts the domains of its owner’s other services, and of no other owner’s', () => {
  const service = linkingTo('https://second.example/a')
  expect(runCheck(ownLinks, service, [anotherService('second')])).toEqual([])
  expect(runCheck(ownLinks, service, [anotherService('second', { owner: 'Second Ltd' })])).toHaveLength(1)
})

test('looks at every link people are sent to', () => {
  const away = 'https://evil.example/'
  const steps = { web: { steps: [{ open: away }, { open: 'the Example app' }], evidence: ['policy'] } }
  const service = aService({
    practices: [aPractice({ controls: [aControl({ steps })], caveats: [{ text: 'Not for chats.', link: { label: 'More', url: away } }] })],
    alternatives: [{ text: 'Delete posts.', link: { label: 'How', url: away } }],
    dataCopy: { url: away, evidence: ['policy'] },
  })
  expect(placesOf(runCheck(ownLinks, service))).toEqual([
    'practices.0.controls.0.steps.web.steps.0',
    'practices.0.caveats.0.link.url',
    'alternatives.0.link.url',
    'dataCopy.url',
  ])
})
