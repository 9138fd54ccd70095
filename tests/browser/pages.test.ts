import { afterAll, beforeAll, expect, test } from 'vitest'
import { aSite } from '../web/a-site.ts'
import { type Look, type OpenSite, openSite } from './support/open-site.ts'

let site: OpenSite
beforeAll(async () => {
  site = await openSite(aSite({ publicUrl: null, reportUrl: 'https://optout.example/report' }).fetch)
})
afterAll(() => site.close())

const LOOKS: readonly Look[] = [
  { width: 1160, scheme: 'light' },
  { width: 1160, scheme: 'dark' },
  { width: 390, scheme: 'light' },
  { width: 390, scheme: 'dark' },
]
const PAGES = [
  ['board', '/'],
  ['guide', '/s/example'],
  ['guide-admin', '/s/upcoming?on=2027-02-01&account=business'],
  ['guide-hostile', '/s/hostile'],
  ['changes', '/changes?all=1'],
  ['feeds', '/feeds'],
  ['about', '/about'],
  ['problems', '/?region=Bavria'],
] as const

test.each(PAGES)('everybody can use it, nothing overflows, nothing is loaded from elsewhere: %s', async (name, path) => {
  const [first = { width: 1160, scheme: 'light' } as const, ...others] = LOOKS
  const opened = await site.open(path, first)
  for (const look of [first, ...others]) {
    await opened.become(look)
    await opened.keep(`${name}-${look.width}-${look.scheme}`)
    expect(await opened.axe()).toEqual([])
    expect(await opened.overflow()).toBe(0)
  }
  expect(opened.problems).toEqual([])
  expect(opened.elsewhere).toEqual([])
  await opened.page.close()
})

test('the board is used without a script and without a mouse', async () => {
  const { page } = await site.open('/', { width: 1160, scheme: 'light' })
  await page.locator('input[name=q]').focus()
  await page.keyboard.type('example.com')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/s/example?*')
  await page.selectOption('select[name=region]', 'US')
  await page.getByRole('button', { name: 'Update' }).click()
  await page.waitForURL('**region=US**')
  expect(await page.locator('h1').innerText()).toBe('Example: AI training is on by default')
  await page.getByRole('link', { name: 'iPhone' }).click()
  await page.waitForURL('**device=ios**')
  expect(await page.locator('.steps').innerText()).toContain('Profile photo')
  await page.close()
})

test('on a phone the table is a list with the state beside the name, and the menu opens without a script', async () => {
  const { page } = await site.open('/', { width: 390, scheme: 'light' })
  const row = page.locator('tbody tr', { hasText: 'Example' }).first()
  const name = await row.locator('th').boundingBox()
  const state = await row.locator('.tag').boundingBox()
  expect(state?.x).toBeGreaterThan(name?.x ?? 0)
  expect((state?.x ?? 0) + (state?.width ?? 0)).toBeLessThanOrEqual(390)
  expect(await row.locator('td').nth(1).isVisible()).toBe(false)
  await page.getByText('Menu', { exact: true }).click()
  expect(await page.getByRole('link', { name: 'Feeds' }).isVisible()).toBe(true)
  await page.close()
})

test('targets people touch are at least 44 pixels high', async () => {
  for (const path of ['/', '/s/example']) {
    const { page } = await site.open(path, { width: 390, scheme: 'light' })
    const small = await page
      .locator('.find :is(input, select, button), .for :is(select, button), .chips a, .top summary, .logo, .button')
      .evaluateAll((elements) =>
        elements
          .filter(
            (element) =>
              (element as unknown as { offsetHeight: number }).offsetHeight > 0 &&
              (element as unknown as { offsetHeight: number }).offsetHeight < 44,
          )
          .map(({ className, textContent }) => `${className} ${textContent}`),
      )
    expect(small).toEqual([])
    await page.close()
  }
})

test('on paper a guide keeps its words and shows where its links lead', async () => {
  const { page, keep } = await site.open('/s/example', { width: 800, scheme: 'light' })
  await page.emulateMedia({ media: 'print' })
  await keep('guide-print')
  expect(await page.locator('.top ul').first().isVisible()).toBe(false)
  const after = await page.evaluate("getComputedStyle(document.querySelector('.source a'), '::after').content")
  expect(after).toContain('https://example.com/privacy')
  await page.close()
})
