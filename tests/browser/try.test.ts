import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import { type Practice, startPractice } from '../bots/local/start-practice.ts'
import { services } from '../web/a-site.ts'
import { type OpenSite, openSite } from './support/open-site.ts'

/** The eve of the day on which Upcoming changes, in Berlin. */
const EVE = Date.parse('2027-01-16T07:58:00Z')

let practice: Practice
let site: OpenSite
beforeAll(async () => {
  practice = await startPractice(createCatalog(services), EVE)
  site = await openSite(practice.app.fetch)
})
beforeEach(async () => {
  const reset = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ on: '2027-01-16' }) }
  await practice.app.request('http://127.0.0.1/try/start-over', reset)
})
afterAll(async () => {
  await site.close()
  await practice.stop()
})

const channel = (page: Page) => page.locator('#feed-channel')
const messages = (page: Page) => page.locator('#feed-person')

/** The page is busy from an action until its answer is on the screen. */
const drawn = (page: Page) => page.locator('body:not([aria-busy])').waitFor()

async function say(page: Page, text: string): Promise<void> {
  const sent = page.waitForResponse('**/try/run?**')
  await page.fill('#line', text)
  await page.press('#line', 'Enter')
  await sent
  await drawn(page)
}

async function nextEvent(page: Page): Promise<void> {
  const moved = page.waitForResponse('**/try/clock?**')
  await page.click('#next')
  await moved
  await drawn(page)
}

test('a guide is asked for with the keyboard alone, and shown as Discord and as Slack would', async () => {
  const { page, problems, elsewhere } = await site.open('/try', { width: 1440, scheme: 'light' })
  await page.locator('#line').focus()
  await page.keyboard.type('/optout exam')
  await page.getByRole('option', { name: 'Example' }).waitFor()
  await page.keyboard.press('ArrowDown')
  expect(await page.locator('#line').getAttribute('aria-activedescendant')).toBe('choice-0')
  await page.keyboard.press('Enter')
  expect(await page.inputValue('#line')).toBe('/optout example ')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  const heading = page.getByRole('heading', { name: '● Example: AI training is on by default' })
  await heading.waitFor()
  expect(await channel(page).innerText()).toContain('mina used /optout example')
  expect(await channel(page).innerText()).toContain('Only you can see this')
  expect(await channel(page).locator('.discord .container').count()).toBe(1)
  await page.check('input[value=slack]')
  await heading.waitFor()
  expect(await channel(page).locator('.slack').count()).toBe(1)
  expect(await channel(page).innerText()).toContain('Only visible to you')
  expect([problems, elsewhere, practice.errors]).toEqual([[], [], []])
  await page.close()
})

test.each(['discord', 'slack'] as const)('buttons, lists and forms work as on %s, and redraw the message they are on', async (platform) => {
  const { page, keep, axe } = await site.open('/try', { width: 1440, scheme: 'dark' })
  await page.check(`input[value=${platform}]`)
  await say(page, '/optout example in DE')
  await channel(page).getByText('For you: Germany').waitFor()
  await channel(page).getByRole('combobox').selectOption({ label: 'Another region…' })
  const dialog = page.getByRole('dialog', { name: 'Your region' })
  await dialog.waitFor()
  await keep(`try-form-${platform}`)
  expect(await axe()).toEqual([])
  await dialog.getByRole('textbox').fill('Japan')
  await page.keyboard.press('Enter')
  await channel(page).getByText('For you: Japan').waitFor()
  expect(await channel(page).locator('article').count()).toBe(1)
  await channel(page).getByRole('button', { name: 'Share here' }).click()
  await channel(page).locator('article').nth(1).waitFor()
  await channel(page).getByRole('button', { name: 'Dismiss message' }).click()
  await channel(page).locator('article').nth(1).waitFor({ state: 'detached' })
  expect(await channel(page).innerText()).not.toContain('Only')
  await page.close()
})

test('a digest and a direct message arrive when the clock passes them, and the log says why', async () => {
  const { page, keep } = await site.open('/try', { width: 1440, scheme: 'light' })
  await say(page, '/digest set 09:00')
  await channel(page).getByText('The digest is set').waitFor()
  await say(page, '/follow upcoming')
  while (!(await messages(page).innerText()).includes('Upcoming')) await nextEvent(page)
  while ((await page.locator('#log .delivery', { hasText: 'digest → #privacy' }).count()) === 0) await nextEvent(page)
  await keep('try-digest')
  expect(await page.locator('#now').innerText()).toContain('09:00')
  const row = page.locator('#log .delivery', { hasText: 'digest → #privacy' }).first()
  await row.locator('summary').click()
  expect(await row.innerText()).toContain('The digest of #privacy was due')
  expect(await row.locator('pre').innerText()).toContain('"components"')
  expect(practice.errors).toEqual([])
  await page.close()
})

test('a member who does not manage the channel is told so', async () => {
  const { page } = await site.open('/try', { width: 1440, scheme: 'light' })
  await page.uncheck('#manages')
  await say(page, '/digest set 09:00')
  await channel(page).getByText('needs an admin of this channel').waitFor()
  await page.check('#manages')
  await page.close()
})

test('starting over on a date empties the chat and moves the clock there', async () => {
  const { page } = await site.open('/try', { width: 1440, scheme: 'light' })
  await say(page, '/optout example')
  await channel(page).locator('article').waitFor()
  await page.getByText('Start over').first().click()
  await page.fill('#again-on', '2025-11-02')
  await page.getByRole('button', { name: 'Start over' }).click()
  await page.getByText('Sunday 2 November 2025').waitFor()
  expect(await channel(page).locator('article').count()).toBe(0)
  await say(page, '/optout example in DE')
  await channel(page).getByText('Example says: no AI training').waitFor()
  await page.close()
})

test.each(['discord', 'slack'] as const)('everybody can use it, and nothing overflows, shown as %s', async (platform) => {
  const { page, axe, keep, overflow, become, problems } = await site.open('/try', { width: 1440, scheme: 'light' })
  await page.check(`input[value=${platform}]`)
  await keep(`try-empty-${platform}`)
  expect(await axe()).toEqual([])
  await say(page, '/optout example')
  await say(page, '/help')
  for (const scheme of ['light', 'dark'] as const) {
    await page.check(`input[value=${scheme}]`)
    for (const width of [1440, 390]) {
      await become({ width, scheme })
      await keep(`try-${platform}-${width}-${scheme}`)
      expect(await axe()).toEqual([])
      expect(await overflow()).toBe(0)
    }
  }
  expect(problems).toEqual([])
  await page.close()
})

test('it begins in the colours the device asks for', async () => {
  const { page } = await site.open('/try', { width: 1440, scheme: 'dark' })
  expect(await page.isChecked('input[value=dark]')).toBe(true)
  await page.close()
})

test('on a phone one part shows at a time, chosen by tabs that say when there is news', async () => {
  const { page } = await site.open('/try', { width: 390, scheme: 'light' })
  expect(await page.locator('#pane-sent').isVisible()).toBe(false)
  await say(page, '/follow upcoming')
  while (!(await messages(page).textContent())?.includes('Upcoming')) await nextEvent(page)
  expect(await page.locator('#tab-person').getAttribute('class')).toBe('news')
  await page.locator('#tab-channel').focus()
  await page.keyboard.press('ArrowRight')
  expect(await messages(page).isVisible()).toBe(true)
  expect(await page.locator('#tab-person').getAttribute('class')).toBe('')
  await page.close()
})

test('the page says so when the bot does not answer', async () => {
  const { page } = await site.open('/try', { width: 1440, scheme: 'light' })
  await page.route('**/try/run?**', (route) => route.abort())
  await page.fill('#line', '/help')
  await page.press('#line', 'Enter')
  await page.getByRole('alert').getByText('The bot does not answer. Is it still running?').waitFor()
  await page.close()
})
