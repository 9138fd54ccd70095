/**
 * Takes the pictures of the README from a practice chat that runs for the moment, on a fixed day: `node scripts/take-screenshots.ts`.
 * Look at them before committing; run it again when what they show has changed.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { readConfig } from '../src/config.ts'
import { startOptout } from '../src/main.ts'
import { launchChromium } from '../tests/browser/support/chromium.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')
const DAY = Date.parse('2026-11-22T09:00:00Z')
const MARGIN = 14
const QUESTION = '/optout linkedin in DE'

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const dataDir = mkdtempSync(join(tmpdir(), 'optout-pictures-'))
const running = await startOptout(readConfig({ DATA_DIR: dataDir, PORT: '0', OPTOUT_TRY: 'on' }), {
  log: silent,
  clock: { now: () => DAY },
})
const browser = await launchChromium()
try {
  // Tall enough for a whole answer; the picture is then cut to it.
  const answers = await browser.newPage({ viewport: { width: 1500, height: 1500 }, colorScheme: 'light' })
  await answers.goto(`${running.url}/try`)
  await type(answers, QUESTION)
  await answerOnly(answers, 'guide-discord-look.png')
  await answers.check('input[name="platform"][value="slack"]')
  await answerOnly(answers, 'guide-slack-look.png')

  // A digest and a message to a follower, on the day LinkedIn's change takes effect.
  const page = await browser.newPage({ viewport: { width: 1360, height: 820 }, colorScheme: 'light' })
  await page.goto(`${running.url}/try`)
  await page.click('.again summary')
  await page.fill('#again-on', '2025-11-02')
  await page.click('#start-over button')
  await page.waitForSelector('#feed-channel article', { state: 'detached' })
  for (const command of ['/follow linkedin', '/digest set 09:00 Europe/Berlin in DE']) await type(page, command)
  await page.click('button[data-by="86400000"]')
  await page.waitForSelector('#feed-person article')
  await type(page, QUESTION)
  await picture(page, 'try.png')

  const board = await browser.newPage({ viewport: { width: 1180, height: 860 }, colorScheme: 'light' })
  await board.goto(`${running.url}/?region=DE`)
  await picture(board, 'board.png')
} finally {
  await browser.close()
  await running.stop()
  rmSync(dataDir, { recursive: true })
}

/** Types a command and waits for its answer. */
async function type(page: Page, command: string): Promise<void> {
  const before = await page.locator('#feed-channel article').count()
  await page.fill('#line', command)
  await page.press('#line', 'Enter')
  await page.locator('#feed-channel article').nth(before).waitFor()
  await page.locator('#line').blur()
}

async function picture(page: Page, file: string): Promise<void> {
  await page.screenshot({ path: join(IMAGES, file) })
}

/** The answer by itself, with a margin. */
async function answerOnly(page: Page, file: string): Promise<void> {
  const box = await page.locator('#feed-channel article').last().boundingBox()
  if (box === null) throw new Error('the answer is not on the page')
  const clip = { x: box.x - MARGIN, y: box.y - MARGIN, width: box.width + 2 * MARGIN, height: box.height + 2 * MARGIN }
  await page.screenshot({ path: join(IMAGES, file), clip })
}
