/** The site on a socket of its own, and a browser that looks at it the way people and axe do. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { launchChromium, SHOTS } from './chromium.ts'

export interface Look {
  readonly width: number
  readonly height?: number
  readonly scheme: 'light' | 'dark'
}

export interface OpenSite {
  readonly browser: Browser
  /** Opens a path and waits until everything it loads has come. */
  open(path: string, look: Look): Promise<OpenPage>
  close(): Promise<void>
}

export interface OpenPage {
  readonly page: Page
  /** Everything that went wrong while the page was open: console errors (refused by the content policy, too), broken scripts, failed requests. */
  readonly problems: readonly string[]
  /** Addresses outside the site that were asked for. */
  readonly elsewhere: readonly string[]
  /** Violations of WCAG 2.2 A and AA that axe finds, one line each. */
  axe(): Promise<readonly string[]>
  /** The same page at another width, in other colours. */
  become(look: Look): Promise<void>
  /** How many pixels wider the page is than the window: 0, or somebody must scroll sideways. */
  overflow(): Promise<number>
  /** Keeps a picture for people to look at. */
  keep(name: string): Promise<void>
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Serves `fetch` on 127.0.0.1 and launches the browser. */
export async function openSite(fetch: (request: Request) => Response | Promise<Response>): Promise<OpenSite> {
  const listening = Promise.withResolvers<number>()
  const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => listening.resolve(port))
  const base = `http://127.0.0.1:${await listening.promise}`
  const browser = await launchChromium()
  return {
    browser,
    async open(path, { width, height = 900, scheme }) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, locale: 'en-US', reducedMotion: 'reduce' })
      const problems: string[] = []
      const elsewhere: string[] = []
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('request', (request) => request.url().startsWith(base) || request.url().startsWith('data:') || elsewhere.push(request.url()))
      await page.goto(base + path, { waitUntil: 'networkidle' })
      return {
        page,
        problems,
        elsewhere,
        async axe() {
          // Evaluated through the debugger, which the page's content policy does not (and should not) allow to scripts.
          await page.evaluate(AXE)
          const found = `axe.run({ runOnly: { type: 'tag', values: ${JSON.stringify(RULES)} } }).then(({ violations }) =>
            violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, ...target, failureSummary].join(' '))))`
          return (await page.evaluate(found)) as string[]
        },
        async become({ width: wide, height: high = 900, scheme: colours }) {
          await page.setViewportSize({ width: wide, height: high })
          await page.emulateMedia({ colorScheme: colours })
        },
        overflow: async () => Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')),
        keep: async (name) => void (await page.screenshot({ path: join(SHOTS, `${name}.png`) })),
      }
    },
    async close() {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
