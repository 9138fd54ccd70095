/** The letter's page as it is served: one script, one policy, and nothing that could send anything. */

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Catalog } from '../../src/core/catalog.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { assetPath } from '../../src/web/index.ts'
import { aSite, textAt } from './a-site.ts'

let catalog: Catalog
beforeAll(async () => {
  catalog = await loadCatalog()
})

test('its own policy lets one script run and nothing be sent; every other page still runs none', async () => {
  const response = await aSite({ catalog }).request('/letter/linkedin?region=DE')
  const policy = response.headers.get('Content-Security-Policy') ?? ''
  for (const rule of ["default-src 'none'", "script-src 'self'", "connect-src 'none'", "form-action 'none'", "frame-ancestors 'none'"])
    expect(policy).toContain(rule)
  const page = await response.text()
  expect([...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([`<script src="${assetPath('letter.js')}" type="module">`])
  expect(page).not.toMatch(/<form|<iframe|<object| on\w+=| style=/)
  for (const path of ['/', '/s/linkedin?region=DE', '/letter/linkedin?region=JP']) {
    const other = await aSite({ catalog }).request(path)
    expect(other.headers.get('Content-Security-Policy'), path).not.toContain('script-src')
    expect(await other.text(), path).not.toContain('<script')
  }
})

test('it quotes the law in its own words, translates what is foreign, and names every authority there may be', async () => {
  const germany = await textAt('/letter/linkedin?region=DE', {}, { catalog })
  expect(germany).toContain('“The data subject shall have the right to object, on grounds relating to his or her particular situation')
  expect(germany.match(/\(DE-[A-Z]{2}\)/g)).toHaveLength(16)
  const swiss = await textAt('/letter/linkedin?region=CH', {}, { catalog })
  expect(swiss).toContain('<blockquote lang="de">“Eine Persönlichkeitsverletzung liegt insbesondere vor')
  expect(swiss).toContain('Our translation: “Personality is infringed in particular when')
})

test('the guide leads to it where there is a letter, and it leads back', async () => {
  expect(await textAt('/s/linkedin?region=DE', {}, { catalog })).toContain('href="/letter/linkedin?region=DE"')
  expect(await textAt('/letter/linkedin?region=DE', {}, { catalog })).toContain('href="/s/linkedin?region=DE"')
  for (const path of ['/s/linkedin?region=JP', '/s/linkedin?region=DE&admin=1', '/s/signal?region=DE'])
    expect(await textAt(path, {}, { catalog }), path).not.toContain('href="/letter/')
})

test('other names lead to it, unknown ones to a page that says what to do', async () => {
  const site = aSite({ catalog })
  expect((await site.request('/letter/linked-in?region=DE')).headers.get('Location')).toBe('/letter/linkedin?region=DE')
  expect((await site.request('/letter/nothing-like-it')).status).toBe(404)
})

test('nothing in a guide becomes markup', async () => {
  const page = await textAt('/letter/hostile?region=DE')
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page).not.toMatch(/<iframe|<img|<svg onload|<[^>]* onerror=/i)
})

test('its script type-checks as browser code', () => {
  const root = join(import.meta.dirname, '../..')
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  expect(() => execFileSync(process.execPath, [tsc, '--project', join(root, 'src/web/assets')], { encoding: 'utf8' })).not.toThrow()
})
