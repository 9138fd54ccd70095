/** What an edit did to a sentence: which kinds of words came and went, and whether that can change what it means. */

import type { PolicyDocument } from '../../core/detection.ts'
import { selfNamed } from './features.ts'

/** The words that came and went between two versions of a sentence, in order. */
export interface Edit {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Names of what came (`+data`) and went (`-not`). */
  readonly names: ReadonlySet<string>
  /** From 0, only looks or names changed, to 1. */
  readonly weight: number
}

const EMPTY =
  /^(?:the|an?|and|or|of|to|in|on|at|by|as|is|are|be|was|were|been|this|that|these|those|it|its|for|from|with|such|any|all|other|also|our|we|us|your|you|their|they|which|who|here|there|please|see|more|about|how|section|above|below|described|following|including|include|includes|example|eg|ie|etc|may|can|will|shall|would|have|has|had|do|does|when|if|where|while|as|than|then|so|via|per|into|upon|under|within|s|t|le|la|les|des|de|du|et|der|die|das|und|von|zu|notice|policy|statement|privacy|terms|agreement|addendum|applicable|page|center|centre|learn|information|services?|products?|features?|platform|websites?|apps?|sites?|offerings?|certain|various|relevant|accordance|whether|using|use|used|uses|collect|collected|we've|provide|provided|provides|wecorp|only|otherwise|well|both|each|some|own)$/

const KINDS: Readonly<Record<string, RegExp>> = {
  train: /^(?:re|pre)?train|^fine|tun(?:e|ed|ing)$|entra[iî]n|trainier/,
  ai: /^ai$|^ml$|^llms?$|artificial|intelligence|machine|learning|model|algorithm|generative|neural|foundation/,
  develop: /^(?:develop|improv|enhanc|build|refin|optimi|evaluat|advanc|contribut|enrich|test)/,
  not: /^(?:not|never|no|without|don't|won't|doesn't|isn't|aren't|cannot|nicht|kein\w*|pas|aucune?)$/,
  limit: /^(?:unless|except|however|exclusive|solely|limited|other|neither|nor)$/,
  control:
    /^(?:opt|opting|opted|out|consent|consents|permission|settings?|toggle|turn|turned|turning|off|switch|switched|enabled?|disabl\w*|deactivat\w*|control|controls|object|withdraw|choose|choice|instruct|preference|preferences|unticking|authori[sz]e|uncheck)$/,
  data: /^(?:data|content|contents|inputs?|outputs?|prompts?|conversations?|chats?|messages?|feedback|personal|posts?|files?|photos?|images?|videos?|de-identified|deidentified|identified|anonymi[sz]ed|aggregated|usage|activity|profile|emails?|drafts?|context|queries|submissions?|email|interactions?|responses?|questions?|recordings?|location|inferred|user|customer|sensitive)$/,
  party: /^(?:third|parties|party|partners?|affiliates?|vendors?|providers?|others|suppliers?|companies|subsidiaries|processors?)$/,
  region:
    /^(?:eu|eea|uk|european|switzerland|union|california|canada|hong|kong|kingdom|states|regions?|countries|residents?|children|minors|coppa|age)$/,
  share: /^(?:share|shared|sharing|disclose|sell|license|transfer|grant)$/,
}

/** Compares two versions by their words. `before` and `after` are plain words as a reader sees them. */
export function editOf(before: string, after: string, document: PolicyDocument): Edit {
  const old = tokens(selfNamed(before, document))
  const now = tokens(selfNamed(after, document))
  const removed = minus(old, now)
  const added = minus(now, old)
  const came = added.filter(isTelling).length
  const went = removed.filter(isTelling).length
  const share = (came + went) / Math.max(1, Math.min(old.length, now.length))
  // Another word for the service itself adds nobody to a list.
  const inserted = added.some((token) => isName(token) && token.word !== SELF) && !removed.some(isName)
  const names = new Set([...kindsOf('+', added), ...kindsOf('-', removed), shareName(share)])
  if (inserted) names.add('+name-name')
  if (removed.some(isName) && !added.some(isName)) names.add('-name+name')
  if (came > 0 && went === 0) names.add('onlyAdded')
  if (went > 0 && came === 0) names.add('onlyRemoved')
  return {
    added: added.map(({ word }) => word),
    removed: removed.map(({ word }) => word),
    names,
    weight: weightOf(names, came + went > 0 ? share : undefined, inserted),
  }
}

const isTelling = (token: Token) => !isName(token) && !EMPTY.test(token.word) && !/^[\d.]+$/.test(token.word)

function* kindsOf(sign: '+' | '-', words: readonly Token[]): Generator<string> {
  for (const { word } of words) for (const [kind, wordings] of Object.entries(KINDS)) if (wordings.test(word)) yield `${sign}${kind}`
  if (words.some(isName)) yield `${sign}name`
}

const shareName = (share: number) => (share === 0 ? 'share:none' : share < 0.08 ? 'share:few' : share < 0.35 ? 'share:some' : 'share:most')

/** Words of a kind that came without others of it going can change the meaning, however few they are. */
function weightOf(names: ReadonlySet<string>, share: number | undefined, inserted: boolean): number {
  const decisive = Object.keys(KINDS).some((kind) => names.has(`+${kind}`) !== names.has(`-${kind}`))
  if (share !== undefined) return Math.min(1, (decisive ? 0.5 : 0.15) + share)
  return inserted ? 0.5 : decisive ? 0.4 : 0
}

/** The service's own name, whatever it is. */
const SELF = 'wecorp'

interface Token {
  readonly word: string
  readonly capital: boolean
  readonly first: boolean
}

function tokens(text: string): readonly Token[] {
  return [...text.replace(/§we(?:['’]s)?/g, SELF).matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}'’.-]*[\p{L}\p{N}])?/gu)].map(([word], index) => ({
    word: plainSpelling(word.toLowerCase().replace(/’/g, "'").replace(/'s$/, '')),
    capital: /^\p{Lu}/u.test(word),
    first: index === 0,
  }))
}

/** British and American spellings are one word. */
const plainSpelling = (word: string) =>
  word
    .replace(/is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)/, 'iz')
    .replace(/ys(?=(?:e|es|ed|ing)$)/, 'yz')
    .replace(/our(?=s?$)/, 'or')

function minus(from: readonly Token[], what: readonly Token[]): readonly Token[] {
  const counts = new Map<string, number>()
  for (const { word } of what) counts.set(word, (counts.get(word) ?? 0) + 1)
  return from.filter(({ word }) => {
    const left = counts.get(word) ?? 0
    if (left > 0) counts.set(word, left - 1)
    return left === 0
  })
}

/** A capitalised word that no kind knows is taken for a name: of a product, a company, a section. */
function isName({ word, capital, first }: Token): boolean {
  return word === SELF || (capital && !first && !EMPTY.test(word) && !Object.values(KINDS).some((kind) => kind.test(word)))
}
