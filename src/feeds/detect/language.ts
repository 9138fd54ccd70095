/** Which language a text is in, by its commonest small words; `undefined` when it is too short or in none of those known. */

const SMALL_WORDS = {
  en: 'the of and to you or we your our that for is with this',
  fr: 'de la les des et vous que le en pour du dans une nous votre',
  de: 'der die und sie wir den das zu von mit für ist oder nicht',
  es: 'de la que el en los y se usted las por para con una su',
  it: 'di e il la che per un in del dei con le sono dati',
  nl: 'de het van een en je we dat in op voor met zijn of',
  pt: 'de que os do da em um para com uma você não as dos',
} as const

type Language = keyof typeof SMALL_WORDS

const WORDS_READ = 600
const CHARS_READ = 12_000

/** The language most of the first words point to, when they do so clearly. */
export function languageOf(text: string): Language | undefined {
  // Menus come first on a captured page and say little, so the middle is read too.
  const middle = Math.max(0, Math.floor(text.length / 2) - CHARS_READ / 2)
  const words =
    text
      .slice(middle, middle + CHARS_READ)
      .toLowerCase()
      .match(/\p{L}+/gu)
      ?.slice(0, WORDS_READ) ?? []
  if (words.length < 40) return undefined
  const scores = (Object.keys(SMALL_WORDS) as Language[]).map((language) => {
    const small = new Set<string>(SMALL_WORDS[language].split(' '))
    return { language, share: words.filter((word) => small.has(word)).length / words.length }
  })
  const [first, second] = scores.sort((a, b) => b.share - a.share)
  if (first === undefined || second === undefined || first.share < 0.12) return undefined
  return first.share > second.share * 1.15 ? first.language : undefined
}
