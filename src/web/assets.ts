/** The files pages are made with: read once, named by their content, so browsers may keep them for ever. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

export interface Asset {
  /** Where it is served: `/assets/site.1a2b3c4d.css`. */
  readonly path: string
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
}

export type AssetName = 'site.css' | 'letter.js' | 'icon.svg' | 'inter-latin.woff2' | 'inter-latin-ext.woff2'

const FOLDER = join(import.meta.dirname, 'assets')
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

const require = createRequire(import.meta.url)
const fontFile = (subset: string) => require.resolve(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`)

/** Reads and names every asset. The style sheet is last: it names the fonts by their final paths. */
function readAssets(): ReadonlyMap<AssetName, Asset> {
  const assets = new Map<AssetName, Asset>()
  const add = (name: AssetName, body: Buffer) => assets.set(name, toAsset(name, body))
  add('icon.svg', readFileSync(join(FOLDER, 'icon.svg')))
  add('letter.js', readFileSync(join(FOLDER, 'letter.js')))
  add('inter-latin.woff2', readFileSync(fontFile('latin')))
  add('inter-latin-ext.woff2', readFileSync(fontFile('latin-ext')))
  const css = readFileSync(join(FOLDER, 'site.css'), 'utf8').replace(/url\(([\w.-]+)\)/g, (all, name: string) => {
    const asset = assets.get(name as AssetName)
    return asset === undefined ? all : `url(${asset.path})`
  })
  add('site.css', Buffer.from(css))
  return assets
}

function toAsset(name: AssetName, body: Buffer): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 8)
  const [stem = name, ending = ''] = name.split(/\.(?=[^.]+$)/)
  return { path: `/assets/${stem}.${hash}.${ending}`, type: TYPES[ending] ?? 'application/octet-stream', body: new Uint8Array(body) }
}

const assets = readAssets()
const byPath = new Map([...assets.values()].map((asset) => [asset.path, asset]))

/** Where a page finds this file; changes whenever its content does. */
export function assetPath(name: AssetName): string {
  const asset = assets.get(name)
  if (asset === undefined) throw new Error(`no asset named ${name}`)
  return asset.path
}

/** The file served at this path, or `undefined`. */
export function assetAt(path: string): Asset | undefined {
  return byPath.get(path)
}
