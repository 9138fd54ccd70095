/** The words of one language, from `locales/<tag>.json`: ICU messages, with `<b>` for strong and `<a>` for a link. */

import { IntlMessageFormat } from 'intl-messageformat'
import { jurisdictionName } from '../core/jurisdiction.ts'
import { type RichText, type Span, wordsOf } from '../core/notice.ts'
import type { Jurisdiction } from '../core/service.ts'
import english from './locales/en.json' with { type: 'json' }

/** Every message there is; English is complete by definition. */
export type MessageKey = keyof typeof english

type Values = Readonly<Record<string, string | number>>

export interface Messages {
  /** The catalog's own tag, such as `en` or `pt-BR`. */
  readonly locale: string
  /** The message as plain words. */
  text(key: MessageKey, values?: Values): string
  /** The message with its strong parts and links; `href` is where `<a>` goes, and without it the words stay as they are. */
  rich(key: MessageKey, values?: Values, href?: string): RichText
  /** A place in this language: "Germany", "California, United States", "the EU". */
  place(code: Jurisdiction): string
  /** "A, B and C". */
  list(items: readonly string[]): string
}

/** Every language we have, by tag. English is complete; another language may lack a message and then speaks English there. */
const TEXTS: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([['en', english]])

/** Tags of the languages we have, English first. */
export const LOCALES: readonly string[] = [...TEXTS.keys()]

const loaded = new Map<string, Messages>()

/** The language nearest to `tag` (`de-AT` → `de`); English when there is none, or no tag. */
export function messagesFor(tag: string | null | undefined): Messages {
  const locale = nearestLocale(tag)
  let messages = loaded.get(locale)
  if (messages === undefined) {
    messages = createMessages(locale, TEXTS.get(locale) ?? english)
    loaded.set(locale, messages)
  }
  return messages
}

/** One of {@link LOCALES}. */
export function nearestLocale(tag: string | null | undefined): string {
  if (tag === null || tag === undefined || tag === '') return 'en'
  const wanted = tag.toLowerCase()
  const language = wanted.split('-')[0]
  return (
    LOCALES.find((each) => each.toLowerCase() === wanted) ?? LOCALES.find((each) => each.toLowerCase().split('-')[0] === language) ?? 'en'
  )
}

/** British dates, numbers and lists: "3 November 2025", "A, B and C" are what the plain English of our messages asks for. */
export const intlTag = (locale: string) => (locale === 'en' ? 'en-GB' : locale)

function createMessages(locale: string, texts: Readonly<Record<string, string>>): Messages {
  const formats = new Map<string, IntlMessageFormat>()
  const lists = new Intl.ListFormat(intlTag(locale), { type: 'conjunction' })
  const places = new Map<Jurisdiction, string>()
  /** Messages that are the same every time: most of them, and a guide is made of dozens. */
  const fixed = new Map<MessageKey, { readonly rich: RichText; readonly text: string }>()

  const formatOf = (key: MessageKey): IntlMessageFormat => {
    let format = formats.get(key)
    if (format === undefined) {
      format = new IntlMessageFormat(texts[key] ?? english[key], intlTag(locale))
      formats.set(key, format)
    }
    return format
  }

  const format = (key: MessageKey, values: Values, href: string | undefined): RichText => {
    const parts = formatOf(key).format<Span>({
      ...values,
      b: (chunks) => ({ kind: 'text', text: chunks.join(''), strong: true }),
      a: (chunks) => (href === undefined ? { kind: 'text', text: chunks.join('') } : { kind: 'link', text: chunks.join(''), url: href }),
    })
    return (Array.isArray(parts) ? parts : [parts]).map((part) => (typeof part === 'string' ? { kind: 'text', text: part } : part))
  }

  const fixedOf = (key: MessageKey) => {
    let message = fixed.get(key)
    if (message === undefined) {
      const words = format(key, {}, undefined)
      message = { rich: words, text: wordsOf(words) }
      fixed.set(key, message)
    }
    return message
  }

  const rich: Messages['rich'] = (key, values, href) =>
    values === undefined && href === undefined ? fixedOf(key).rich : format(key, values ?? {}, href)

  return {
    locale,
    rich,
    text: (key, values) => (values === undefined ? fixedOf(key).text : wordsOf(format(key, values, undefined))),
    place(code) {
      let name = places.get(code)
      if (name === undefined) {
        const group = (which: 'eu' | 'eea' | 'world') => fixedOf(`group.${which}`).text
        name = jurisdictionName(code, locale, { eu: group('eu'), eea: group('eea'), world: group('world') })
        places.set(code, name)
      }
      return name
    },
    list: (items) => lists.format(items),
  }
}
