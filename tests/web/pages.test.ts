import { expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import { anotherService } from '../guides/service-factory.ts'
import { aSite, textAt } from './a-site.ts'

const PATHS = [
  '/',
  '/s/example',
  '/s/hostile',
  '/changes',
  '/feeds',
  '/about',
  '/nowhere',
  '/?q=hosti',
  '/?q=%3Cimg%20src%3Dx%3E',
  '/s/%3Cimg%20src%3Dx%3E',
  '/?region=%22%3E%3Cscript%3E&account=x&on=y&show=%3Cb%3E',
]

test('the board says how many services train unless turned off, for the region asked about', async () => {
  const page = await textAt('/')
  expect(page).toContain('In Germany, 1 of 4 services train AI on your data unless you turn it off.')
  expect(await textAt('/?region=US')).toContain('In the United States, 1 of 4 services')
  expect(await textAt('/?region=world')).toContain('Worldwide, 1 of 4 services')
})

test('the board tells when it answers for a guessed region', async () => {
  expect(await textAt('/', { headers: { 'Accept-Language': 'fr-FR,fr;q=0.9' } })).toContain('We guessed France from your language.')
})

test('each row of the board has the service, its state in words, since when, what to do, and when it was checked', async () => {
  const row = (await textAt('/')).split('\n').find((line) => line.startsWith('<tr><th scope="row"><a href="/s/example">'))
  expect(row?.replace(/<[^>]*>/g, '|').replace(/\|+/g, '|')).toBe(
    '|Example| |Example Learning|On by default|3 November 2025|Turn it off|21 Aug 2026|',
  )
})

test('filters and search work by address alone', async () => {
  const mine = await textAt('/?show=turn-off')
  expect(mine).toContain('href="/s/example"')
  expect(mine).not.toContain('href="/s/quiet"')
  const found = await textAt('/?q=upc')
  expect(found).toContain('One service fits “upc”.')
  expect(found).not.toContain('href="/s/example"')
})

test('a starter pack shows its services only, in its order, and none for a pack nobody knows', async () => {
  const catalog = createCatalog(['atlassian', 'slack', 'zoom', 'reddit'].map((slug) => anotherService(slug)))
  const rows = async (path: string) =>
    [...(await textAt(path, {}, { catalog })).matchAll(/<th scope="row"><a href="\/s\/([a-z]+)/g)].map(([, slug]) => slug)
  expect(await rows('/?pack=work')).toEqual(['slack', 'zoom', 'atlassian'])
  expect(await rows('/?pack=bananas')).toEqual(['atlassian', 'reddit', 'slack', 'zoom'])
  expect(await textAt('/?pack=work')).toContain('<a href="/?pack=work#list" aria-current="true">Work</a>')
})

test('naming one service leads straight to its guide, with what was asked', async () => {
  const response = await aSite().request('/?q=example.com&region=FR')
  expect(response.status).toBe(303)
  expect(response.headers.get('Location')).toBe('/s/example?region=FR')
})

test('a search without a match says what to do', async () => {
  const page = await textAt('/?q=photobucket')
  expect(page).toContain('We don&#39;t cover “photobucket” yet')
  expect(page).toContain('See all services')
})

test('announced changes stand on the board, and an empty list says so', async () => {
  expect(await textAt('/')).toContain('17 Jan 2027')
  expect(await textAt('/?on=2027-02-01')).toContain('No change with a date is announced for Germany.')
  expect(await textAt('/?on=2027-02-01', {}, { lastLookAt: () => Date.parse('2026-11-22T07:55:00Z') })).toContain(
    'Last look: today, 08:55.',
  )
})

test('a guide page has answer, steps per device, limits, every use, proof and history', async () => {
  const page = await textAt('/s/example')
  for (const words of [
    'Example: AI training is on by default',
    'Example uses your posts and photos to train AI, unless you turn it off.',
    'Open <strong>Me</strong>, then <strong>Settings</strong>.',
    'Turn off <strong>Use my data</strong>.',
    'Opens example.com.',
    'href="/s/example?device=ios#do"',
    'It does not undo training that has already happened.',
    'Ranking',
    'You can turn this off.',
    'Example announces it.',
    'Private messages are used.',
  ])
    expect(page).toContain(words)
  expect(await textAt('/s/example?device=ios')).toContain('<strong>Profile photo</strong>')
})

test('a guide page answers for any day, past or coming', async () => {
  expect(await textAt('/s/example?on=2025-11-02')).toContain('Example says: no AI training')
  expect(await textAt('/s/example?on=2025-11-03')).toContain('Example: AI training is on by default')
  const later = await textAt('/s/upcoming?on=2027-01-17')
  expect(later).toContain('only an admin can turn it off')
  expect(later).toContain('Hello, could you turn it off? Thank you.')
  expect(await textAt('/s/upcoming?on=2027-01-17&admin=1')).toContain('Turn it off for everyone')
})

test('values that cannot be read are explained, and the page still answers', async () => {
  const response = await aSite().request('/?region=Bavria')
  expect(response.status).toBe(200)
  const page = await response.text()
  expect(page).toContain('We don&#39;t know the region “Bavria”.')
  expect(page).toContain('In Germany, 1 of 4')
})

test('other names of a service lead to its page, unknown ones to a page that says what to do', async () => {
  const alias = await aSite().request('/s/exampel?region=FR')
  expect(alias.headers.get('Location')).toBe('/s/example?region=FR')
  const missing = await aSite().request('/s/nothing-like-it')
  expect(missing.status).toBe(404)
  expect(await missing.text()).toContain('all services')
})

test.each(PATHS)('nothing in a guide or an address becomes markup: %s', async (path) => {
  const page = await textAt(path)
  expect(page).not.toMatch(/<script|<iframe|<img|onerror=|onmouseover="|<svg onload/i)
  expect(page.match(/<title>/g)).toHaveLength(1)
})

test.each(PATHS)('pages run no script, style nothing inline and load nothing from elsewhere: %s', async (path) => {
  const response = await aSite().request(path)
  const page = await response.text()
  expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(response.headers.get('Set-Cookie')).toBeNull()
  expect(page).not.toMatch(/ style=|<style|javascript:/)
  const loaded = [...page.matchAll(/(?:src|<link[^>]*href)="([^"]*)"/g)].map((match) => match[1])
  for (const url of loaded) expect(url).toMatch(/^\//)
})

test('a page that breaks shows a code, logs the same one, and gives nothing away', async () => {
  const seen: unknown[][] = []
  const clock = {
    now: () => {
      throw new Error('secret detail')
    },
  }
  const response = await aSite({ clock, onError: (...args) => void seen.push(args) }).request('/')
  const page = await response.text()
  expect(response.status).toBe(500)
  expect(page).not.toContain('secret')
  expect(page).toContain(`Code ${String(seen[0]?.[1])}`)
})

test('links to the practice chat exist only where there is one', async () => {
  const { Hono } = await import('hono')
  expect(await textAt('/')).not.toContain('href="/try"')
  expect(await textAt('/', {}, { practiceChat: new Hono() })).toContain('href="/try"')
})
