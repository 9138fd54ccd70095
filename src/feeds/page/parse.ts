/** The words of a policy page. Runs off the event loop. */

import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { decodeText } from '../fetch/charset.ts'
import type { PageInput, PageRead } from './reading.ts'
import { type PageNode, toText } from './to-text.ts'

const TEXT_CHARS_MIN = 200
const TEXT_CHARS_MAX = 1_000_000
/** Readability takes seconds beyond. */
const ELEMENTS_MAX = 30_000
/** Readability takes minutes for some pages that are a few hundred elements deep; those made by people are a third of this. */
const DEPTH_MAX = 100

interface PageElement extends PageNode {
  querySelectorAll(selector: string): Iterable<PageElement>
  contains(other: PageElement): boolean
  remove(): void
}

/** Never throws for what a page holds. */
export function parse({ body, contentType, select, remove }: PageInput): PageRead {
  const type = (contentType ?? 'text/html').split(';')[0]?.trim().toLowerCase() ?? ''
  const source = decodeText(body, contentType)
  if (type === 'text/plain' || type === 'text/markdown') return judged(source)
  if (type !== 'text/html' && type !== 'application/xhtml+xml') return { problem: 'not-a-page' }

  const root = elementOf(source)
  if (root === null) return { problem: 'page-empty' }
  try {
    for (const selector of remove) for (const element of [...matching(root, selector)]) element.remove()
    if (select.length === 0) return judged(toText([mainPart(root) ?? root]))
    const chosen = selected(root, select)
    return chosen.length === 0 ? { problem: 'select-missed' } : judged(toText(chosen))
  } catch (error) {
    if (error instanceof SelectorError) return { problem: 'selector-invalid' }
    throw error
  }
}

class SelectorError extends Error {}

function* matching(root: PageElement, selector: string): Generator<PageElement> {
  let found: Iterable<PageElement>
  try {
    found = root.querySelectorAll(selector)
  } catch (error) {
    throw new SelectorError(selector, { cause: error })
  }
  yield* found
}

/** What is inside something already chosen is not chosen again. */
function selected(root: PageElement, select: readonly string[]): PageElement[] {
  const chosen: PageElement[] = []
  for (const selector of select) {
    for (const element of matching(root, selector)) if (!chosen.some((other) => other.contains(element))) chosen.push(element)
  }
  return chosen
}

/** A text without control characters, which one of our databases cannot keep. */
function judged(text: string): PageRead {
  const clean = text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\t\n])\p{Cc}|[\u200b\u2060\ufeff\u00ad]/gu, '')
    .replace(/[ \t\u00a0]+$/gm, '')
    .trim()
  if (clean.length < TEXT_CHARS_MIN) return { problem: 'page-empty' }
  return clean.length > TEXT_CHARS_MAX ? { problem: 'page-too-long' } : { text: clean }
}

function elementOf(html: string): (PageElement & { readonly ownerDocument: PageDocument }) | null {
  // Without its outermost element the library takes the first one for it.
  const whole = /<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`
  return parseHTML(whole).document.documentElement
}

type PageDocument = ConstructorParameters<typeof Readability>[0]

function mainPart(root: PageElement & { readonly ownerDocument: PageDocument }): PageElement | null {
  if (isDeeperThan(DEPTH_MAX, root)) return null
  try {
    const found = new Readability(root.ownerDocument, { maxElemsToParse: ELEMENTS_MAX, disableJSONLD: true }).parse()
    return found?.content == null ? null : elementOf(found.content)
  } catch {
    // It gives up on pages with more elements than it may look at.
    return null
  }
}

/** Level by level, so that depth costs no stack. */
function isDeeperThan(depthMax: number, root: PageNode): boolean {
  let level: PageNode[] = [root]
  for (let depth = 0; depth <= depthMax && level.length > 0; depth++) level = level.flatMap(({ childNodes }) => [...childNodes])
  return level.length > 0
}
