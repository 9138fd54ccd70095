/** A real headless browser for tests: the one inside the npm package, or an installed one where that has none (not Linux x64). */

import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import packaged from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

/** Where looks are kept for people to look at; ignored by git. */
export const SHOTS = join(import.meta.dirname, '../../../node_modules/.cache/optout/shots')
mkdirSync(SHOTS, { recursive: true })

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Left out of the package's list for cloud functions: with them one closed page ends the browser, or the browser guards less than people's own do. */
const UNWANTED = new Set(['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content'])

/** Launches it. `CHROMIUM_PATH` names another browser to use. */
export async function launchChromium(): Promise<Browser> {
  const chosen = process.env.CHROMIUM_PATH
  const carries = process.platform === 'linux' && process.arch === 'x64'
  if (chosen === undefined && carries)
    return chromium.launch({
      executablePath: await packaged.executablePath(),
      args: packaged.args.filter((arg) => !UNWANTED.has(arg)),
      headless: true,
    })
  const executablePath = chosen ?? INSTALLED.find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error('No browser found. Install Chromium, or set CHROMIUM_PATH.')
  return chromium.launch({ executablePath, headless: true })
}
