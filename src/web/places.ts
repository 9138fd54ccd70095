/** Places and accounts as form fields and inside English sentences. */

import type { Catalog } from '../core/catalog.ts'
import { COUNTRIES, isJurisdiction } from '../core/jurisdiction.ts'
import { ASKED_ACCOUNTS, type AskedAccount, type Jurisdiction } from '../core/service.ts'
import type { Messages } from '../notices/messages.ts'
import { type Html, html, trusted } from './html.ts'

/** English puts "the" before these names; CLDR gives them without. */
const TAKES_THE =
  /^(United |Netherlands|Philippines|Bahamas|Gambia|Maldives|Seychelles|Comoros|Dominican Republic|Central African|Czech Republic|.* Islands$|.* Territor)/

/** "Germany", "the United States": as it stands inside a sentence. */
export function inSentence(region: Jurisdiction, messages: Messages): string {
  const name = messages.place(region)
  return TAKES_THE.test(name) ? `the ${name}` : name
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Groups, then countries by name, then the parts of countries some guide tells apart. */
function regionChoices(catalog: Catalog, messages: Messages): readonly Jurisdiction[] {
  const parts = new Set<Jurisdiction>()
  for (const service of catalog.services) {
    for (const practice of service.practices) {
      for (const rule of practice.rules)
        for (const code of rule.jurisdictions) if (code.includes('-') && isJurisdiction(code)) parts.add(code)
    }
  }
  const byName = (a: string, b: string) => messages.place(a).localeCompare(messages.place(b), messages.locale)
  return ['eu', 'eea', 'world', ...[...COUNTRIES, ...parts].sort(byName)]
}

const choicesOf = new WeakMap<Catalog, readonly Jurisdiction[]>()

/** The region field. There are 250 options, so what HTML allows to leave out is left out: end tags, and the quotes around codes of letters and hyphens. */
export function regionSelect(catalog: Catalog, chosen: Jurisdiction, messages: Messages): Html {
  let choices = choicesOf.get(catalog)
  if (choices === undefined) {
    choices = regionChoices(catalog, messages)
    choicesOf.set(catalog, choices)
  }
  const shown = choices.includes(chosen) ? choices : [chosen, ...choices]
  return html`<select name="region" aria-label="Region">${shown.map((code) => html`<option value=${code}${code === chosen && trusted(' selected')}>${capital(messages.place(code))}`)}</select>`
}

export function accountSelect(chosen: AskedAccount, messages: Messages): Html {
  return html`<select name="account" aria-label="Account">${ASKED_ACCOUNTS.map(
    (account) =>
      html`<option value="${account}"${account === chosen && trusted(' selected')}>${messages.text(`select.account.${account}`)}`,
  )}</select>`
}
