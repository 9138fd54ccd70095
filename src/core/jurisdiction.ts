/** Places a rule or a person can be in: ISO 3166-1 countries, ISO 3166-2 subdivisions, and three named groups. */

import type { Jurisdiction } from './service.ts'

/** ISO 3166-1 alpha-2, officially assigned codes (https://www.iso.org/iso-3166-country-codes.html). */
const COUNTRY_CODES = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ ' +
    'DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
    'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM ' +
    'PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
    'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
)

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
const EEA = [...EU, 'IS', 'LI', 'NO']

/** The named groups and their members; `world` holds everybody. */
export const GROUPS = { eu: new Set(EU), eea: new Set(EEA) } as const

const US_STATES: Readonly<Record<string, string>> = {
  AL: 'Alabama',
  AK: 'Alaska',
  AZ: 'Arizona',
  AR: 'Arkansas',
  CA: 'California',
  CO: 'Colorado',
  CT: 'Connecticut',
  DE: 'Delaware',
  DC: 'District of Columbia',
  FL: 'Florida',
  GA: 'Georgia',
  HI: 'Hawaii',
  ID: 'Idaho',
  IL: 'Illinois',
  IN: 'Indiana',
  IA: 'Iowa',
  KS: 'Kansas',
  KY: 'Kentucky',
  LA: 'Louisiana',
  ME: 'Maine',
  MD: 'Maryland',
  MA: 'Massachusetts',
  MI: 'Michigan',
  MN: 'Minnesota',
  MS: 'Mississippi',
  MO: 'Missouri',
  MT: 'Montana',
  NE: 'Nebraska',
  NV: 'Nevada',
  NH: 'New Hampshire',
  NJ: 'New Jersey',
  NM: 'New Mexico',
  NY: 'New York',
  NC: 'North Carolina',
  ND: 'North Dakota',
  OH: 'Ohio',
  OK: 'Oklahoma',
  OR: 'Oregon',
  PA: 'Pennsylvania',
  RI: 'Rhode Island',
  SC: 'South Carolina',
  SD: 'South Dakota',
  TN: 'Tennessee',
  TX: 'Texas',
  UT: 'Utah',
  VT: 'Vermont',
  VA: 'Virginia',
  WA: 'Washington',
  WV: 'West Virginia',
  WI: 'Wisconsin',
  WY: 'Wyoming',
}

/** Every country code, sorted; for lists people choose from. */
export const COUNTRIES: readonly string[] = [...COUNTRY_CODES].sort()

/** True for a code this project knows, in its one canonical spelling. */
export function isJurisdiction(code: string): code is Jurisdiction {
  if (code === 'world' || code === 'eu' || code === 'eea') return true
  if (COUNTRY_CODES.has(code)) return true
  const [country, part] = code.split('-')
  if (country === undefined || part === undefined || !/^[A-Z0-9]{1,3}$/.test(part) || code.split('-').length !== 2) return false
  return country === 'US' ? part in US_STATES : COUNTRY_CODES.has(country)
}

/** How narrow a jurisdiction is: 4 subdivision, 3 country, 2 EU, 1 EEA, 0 world. */
export function narrowness(code: Jurisdiction): 0 | 1 | 2 | 3 | 4 {
  if (code === 'world') return 0
  if (code === 'eea') return 1
  if (code === 'eu') return 2
  return code.includes('-') ? 4 : 3
}

/** True when everybody in `inner` is in `outer`: `covers('eu', 'DE')`, `covers('US', 'US-CA')`. */
export function covers(outer: Jurisdiction, inner: Jurisdiction): boolean {
  if (outer === inner || outer === 'world') return true
  if (inner === 'world') return false
  if (outer === 'eea') return inner === 'eu' || GROUPS.eea.has(countryOf(inner))
  if (outer === 'eu') return GROUPS.eu.has(countryOf(inner))
  return countryOf(inner) === outer && inner.includes('-')
}

/** `US` for `US-CA`, `DE` for `DE`; groups come back as they are. */
function countryOf(code: Jurisdiction): string {
  return code.split('-')[0] ?? code
}

/** The place in words of one language: "Germany", "California, United States", "the EU" is left to the message catalogs ("eu" → "EU"). */
export function jurisdictionName(
  code: Jurisdiction,
  locale: string,
  groupNames: { readonly eu: string; readonly eea: string; readonly world: string },
): string {
  if (code === 'eu' || code === 'eea' || code === 'world') return groupNames[code]
  const country = displayNames(locale).of(countryOf(code)) ?? code
  const part = code.split('-')[1]
  if (part === undefined) return country
  const name = countryOf(code) === 'US' ? US_STATES[part] : undefined
  return name === undefined ? `${country} (${code})` : `${name}, ${country}`
}

const displayNamesByLocale = new Map<string, Intl.DisplayNames>()
function displayNames(locale: string): Intl.DisplayNames {
  let names = displayNamesByLocale.get(locale)
  if (names === undefined) {
    names = new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'code' })
    displayNamesByLocale.set(locale, names)
  }
  return names
}

const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const SPOKEN: ReadonlyMap<string, Jurisdiction> = new Map(
  Object.entries({
    uk: 'GB',
    'great britain': 'GB',
    britain: 'GB',
    england: 'GB',
    scotland: 'GB',
    wales: 'GB',
    usa: 'US',
    america: 'US',
    'united states of america': 'US',
    eu: 'eu',
    'european union': 'eu',
    eea: 'eea',
    'european economic area': 'eea',
    world: 'world',
    worldwide: 'world',
    global: 'world',
    row: 'world',
    'south korea': 'KR',
    korea: 'KR',
    russia: 'RU',
    holland: 'NL',
    turkey: 'TR',
    'czech republic': 'CZ',
    'hong kong': 'HK',
    uae: 'AE',
  }),
)

const namesByLocale = new Map<string, ReadonlyMap<string, Jurisdiction>>()
function names(locale: string): ReadonlyMap<string, Jurisdiction> {
  let map = namesByLocale.get(locale)
  if (map === undefined) {
    const filled = new Map<string, Jurisdiction>()
    for (const code of COUNTRIES) filled.set(folded(displayNames(locale).of(code) ?? code), code)
    namesByLocale.set(locale, filled)
    map = filled
  }
  return map
}

/**
 * The place somebody typed: a code in any case (`de`, `us-ca`, `UK`), a country's name in English or in `locale`, a US state's name.
 * `null` when it is none of these; never a guess.
 */
export function parseJurisdiction(text: string, locale = 'en'): Jurisdiction | null {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > 60) return null
  const plain = folded(trimmed)
  const spoken = SPOKEN.get(plain)
  if (spoken !== undefined) return spoken
  const upper = trimmed.toUpperCase().replace('_', '-')
  if (upper.startsWith('UK-')) return parseJurisdiction(`GB-${upper.slice(3)}`, locale)
  if (isJurisdiction(upper)) return upper
  for (const [code, name] of Object.entries(US_STATES)) if (folded(name) === plain && plain !== 'georgia') return `US-${code}`
  return names('en').get(plain) ?? (locale === 'en' ? null : (names(locale).get(plain) ?? null))
}
