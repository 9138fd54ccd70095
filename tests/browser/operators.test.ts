import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { createOperatorDoor, createWeb } from '../../src/web/index.ts'
import { ANNA, aDelivery, GENERAL } from '../contracts/store-samples.ts'
import { NOW, services } from '../web/a-site.ts'
import { type OpenSite, openSite } from './support/open-site.ts'

let store: Store
let site: OpenSite
let newPath: () => Promise<string>

beforeAll(async () => {
  store = await openStore({ inMemory: true })
  const clock = { now: () => NOW }
  const door = createOperatorDoor({ keys: store.operatorKeys, clock })
  newPath = door.newPath
  const web = createWeb({
    catalog: createCatalog(services),
    clock,
    defaults: { region: 'DE', zone: 'Europe/Berlin' },
    publicUrl: null,
    ready: () => true,
    operators: { door, outbox: store.outbox, wake: () => {} },
  })
  site = await openSite(web.fetch)
  const channel = { kind: 'channel', ...GENERAL } as const
  const lost = ['a', 'b', 'c'].map((key, n) =>
    aDelivery(key, {
      class: 'digest',
      destination: n < 2 ? { ...channel, channelId: `C0123456${n}` } : { kind: 'person', ...ANNA },
      dueAt: NOW - n * 3e6,
    }),
  )
  await store.outbox.enqueue(lost, NOW)
  for (const leased of await store.outbox.claim({ atMs: NOW, leaseUntilMs: NOW + 1, limit: 3, chatPlatforms: ['slack'] }))
    await store.outbox.finish(leased, {
      outcome: { kind: 'refused', code: 'restricted_action_thread_only_channel' },
      atMs: NOW,
      retryAt: null,
    })
  await store.outbox.enqueue([aDelivery('waits', { dueAt: NOW })], NOW)
})
afterAll(async () => {
  await site.close()
  await store.close()
})

test('an operator comes in by a link, sends something again and leaves, with the keyboard alone', async () => {
  const opened = await site.open(await newPath(), { width: 1160, scheme: 'light' })
  const { page } = opened
  await page.getByRole('button', { name: 'Go in' }).press('Enter')
  await page.waitForURL('**/operators/outbox')
  for (const look of [
    { width: 1160, scheme: 'light' },
    { width: 390, scheme: 'dark' },
    { width: 390, scheme: 'light' },
    { width: 1160, scheme: 'dark' },
  ] as const) {
    await opened.become(look)
    await opened.keep(`operators-${look.width}-${look.scheme}`)
    expect(await opened.axe()).toEqual([])
    expect(await opened.overflow()).toBe(0)
  }
  await page
    .getByRole('button', { name: /^Send again/ })
    .first()
    .press('Enter')
  await page.waitForURL('**done=retry')
  expect(await page.getByRole('status').innerText()).toContain('It will be sent again.')
  expect(await store.outbox.counts()).toMatchObject({ pending: 2, discarded: 2 })
  await page.getByRole('button', { name: 'Leave' }).press('Enter')
  await page.waitForURL('**/operators/leave')
  expect(await page.locator('main').innerText()).toContain('You are out.')
  expect(opened.problems).toEqual([])
  expect(opened.elsewhere).toEqual([])
  await page.close()
})
