/** The language a policy is written in, as far as a switch of language can be told: by its commonest small words, or by its script. */

/** Words that stand in nearly every sentence of one language and seldom in the others'. */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  en: 'the of and to or you your with that this are our we may by',
  de: 'der die und wir sie das von den mit ist ihre nicht für auf oder',
  fr: 'les des vous votre nous et pour dans vos sur que est par aux avec',
  es: 'los las que usted para nuestros sus por del una con nuestra como datos el',
  it: 'che per di gli della dei sono il nostri tuoi con dati delle nel dell',
  pt: 'você para seus não os uma que dos nossos sua com dados ou pelo ao',
  nl: 'het een van wij uw voor met niet onze zijn dat op je worden als',
  pl: 'się nie lub oraz przez jest dla danych które możemy na do nasze że z',
  sv: 'och att som för du vi på av är den dina våra till eller med',
  da: 'og til af du vi dine vores der ikke eller som på kan oplysninger med',
}

const SCRIPTS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['cyrillic', /\p{Script=Cyrillic}/gu],
  ['arabic', /\p{Script=Arabic}/gu],
  ['greek', /\p{Script=Greek}/gu],
  ['hebrew', /\p{Script=Hebrew}/gu],
]

const LANGUAGES_OF_WORD = new Map<string, string[]>()
for (const [language, words] of Object.entries(SMALL_WORDS))
  for (const word of words.split(' ')) LANGUAGES_OF_WORD.set(word, [...(LANGUAGES_OF_WORD.get(word) ?? []), language])

/** A policy's first pages tell; a longer look only takes longer. */
const READ_CHARS = 8_000
/** Fewer small words than this are too few to go by. */
const WORDS_MIN = 12
/** How far the first language must be ahead of the second. */
const LEAD = 1.5
const FOREIGN_SHARE = 0.25

/** The language of a text, or `null` when it is too short or too mixed to say. */
function languageOf(text: string): string | null {
  const read = text.slice(0, READ_CHARS)
  const letters = read.match(/\p{L}/gu)?.length ?? 0
  for (const [language, script] of SCRIPTS) if ((read.match(script)?.length ?? 0) > letters * FOREIGN_SHARE) return language
  const counts = new Map<string, number>()
  for (const word of read.toLowerCase().match(/\p{L}+/gu) ?? [])
    for (const language of LANGUAGES_OF_WORD.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1)
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1])
  if (first === undefined || first[1] < WORDS_MIN) return null
  return first[1] >= LEAD * (second?.[1] ?? 0) ? first[0] : null
}

/** True when both languages can be told and differ. */
export function isTranslation(before: string, after: string): boolean {
  const earlier = languageOf(before)
  const later = languageOf(after)
  return earlier !== null && later !== null && earlier !== later
}
