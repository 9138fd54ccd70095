/** The letter page keeps its promise: what people type is theirs. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCatalog } from '../../src/guides/load.ts'
import { aSite } from '../web/a-site.ts'
import { type Look, type OpenSite, openSite } from './support/open-site.ts'

const ADDRESS = '/letter/linkedin?region=DE'
const WIDE: Look = { width: 1160, scheme: 'light' }
const LOOKS: readonly Look[] = [WIDE, { width: 1160, scheme: 'dark' }, { width: 390, scheme: 'light' }, { width: 390, scheme: 'dark' }]

let site: OpenSite
beforeAll(async () => {
  site = await openSite(aSite({ publicUrl: null, catalog: await loadCatalog() }).fetch)
})
afterAll(() => site.close())

test.each([
  ['letter', ADDRESS],
  ['letter-california', '/letter/reddit?region=US-CA'],
  ['letter-none', '/letter/linkedin?region=JP'],
])('everybody can use it, nothing overflows, nothing is loaded from elsewhere: %s', async (name, path) => {
  const opened = await site.open(path, WIDE)
  for (const look of LOOKS) {
    await opened.become(look)
    await opened.keep(`${name}-${look.width}-${look.scheme}`)
    expect(await opened.axe()).toEqual([])
    expect(await opened.overflow()).toBe(0)
  }
  expect(opened.problems).toEqual([])
  expect(opened.elsewhere).toEqual([])
  await opened.page.close()
})

const TYPED = {
  name: 'Mina Muster',
  address: 'mina@example.org',
  date: '28 November 2026',
  account: 'mina-m',
  situation: 'I write about my health.',
}

test('nothing is sent, stored or put into the address when somebody fills it in; it works without a network', async () => {
  const { page, problems } = await site.open(ADDRESS, WIDE)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.context().setOffline(true)
  for (const [field, value] of Object.entries(TYPED)) await page.locator(`[data-field=${field}]`).pressSequentially(value)
  await page.locator('[data-field=name]').press('Enter')
  await page.getByRole('button', { name: 'Copy the letter' }).click()
  await page.getByText('Copied.').waitFor()
  const copied = String(await page.evaluate('navigator.clipboard.readText()'))
  for (const value of Object.values(TYPED)) expect(copied).toContain(value)
  expect(copied).not.toMatch(/\[your|\[date\]|\[user/)
  expect(copied).toContain('Under Article 21(1) of the General Data Protection Regulation (GDPR) I object')
  expect(copied.split('Mina Muster')).toHaveLength(3)
  expect(requests).toEqual([])
  expect(problems).toEqual([])
  expect(page.url()).toContain(ADDRESS)
  expect(await page.evaluate('[document.cookie, localStorage.length, sessionStorage.length]')).toEqual(['', 0, 0])
  await page.close()
})

test('the page may reach nobody, even if its script wanted to', async () => {
  const { page } = await site.open(ADDRESS, WIDE)
  const answered: string[] = []
  page.on('requestfinished', (request) => answered.push(request.url()))
  const refused = await page.evaluate(`new Promise((resolve) => {
    const refused = []
    addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      refused.push(effectiveDirective)
      if (refused.length === 3) resolve(refused.sort())
    })
    fetch('/').catch(() => {})
    new Image().src = 'http://127.0.0.1:9/?secret'
    const form = document.createElement('form')
    form.method = 'post'
    document.body.append(form)
    form.submit()
  })`)
  expect(refused).toEqual(['connect-src', 'form-action', 'img-src'])
  expect(answered).toEqual([])
  await page.close()
})

test('without a script it is a letter with open places, and no fields that would do nothing', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false, viewport: { width: 800, height: 900 } })
  const { page: other } = await site.open(ADDRESS, WIDE)
  const address = other.url()
  await other.close()
  const page = await context.newPage()
  await page.goto(address)
  expect(await page.locator('[data-fill]').isVisible()).toBe(false)
  expect(await page.locator('[data-letter]').innerText()).toContain('[your name]')
  expect(await page.getByText('Print it or copy it, and fill in what is left open.').isVisible()).toBe(true)
  await context.close()
})

test('on paper there is the letter alone, with lines to write on', async () => {
  const { page, keep } = await site.open(ADDRESS, { width: 800, scheme: 'light' })
  await page.locator('[data-field=name]').fill('Mina Muster')
  await page.emulateMedia({ media: 'print' })
  await keep('letter-print')
  expect(await page.locator('h1').isVisible()).toBe(false)
  expect(await page.locator('[data-fill]').isVisible()).toBe(false)
  expect(await page.locator('[data-letter]').isVisible()).toBe(true)
  const border = (field: string) => page.evaluate(`getComputedStyle(document.querySelector('[data-open=${field}]')).borderBottomStyle`)
  expect([await border('name'), await border('situation')]).toEqual(['none', 'solid'])
  await page.close()
})

test('a mail app gets the letter while it is short enough to be handed over, else its subject', async () => {
  const { page } = await site.open('/letter/airbnb?region=DE', WIDE)
  const href = () => page.locator('[data-mail]').getAttribute('href')
  expect(await href()).toMatch(/^mailto:dpo@airbnb\.com\?subject=Objection/)
  expect((await href())?.length).toBeLessThanOrEqual(1_900)
  await page.locator('[data-field=name]').fill('Mina Muster')
  expect((await href())?.length).toBeLessThanOrEqual(1_900)
  await page.close()
})

test('targets people touch are at least 44 pixels high', async () => {
  const { page } = await site.open(ADDRESS, { width: 390, scheme: 'light' })
  const small = await page
    .locator('.fill :is(input, textarea, button, .button)')
    .evaluateAll((elements) =>
      elements
        .filter((element) => (element as unknown as { offsetHeight: number }).offsetHeight < 44)
        .map(({ textContent }) => textContent),
    )
  expect(small).toEqual([])
  await page.close()
})
