/** Stories and explanations of a replay, for people at a terminal. */

import type { Explanation } from '../feeds/replay/run-replay.ts'
import { HOLDS, type StoryItem } from '../feeds/story/story.ts'

const QUOTE_CHARS_MAX = 300
const QUOTES_MAX = 3

/** A few lines: when, who, what, and the most telling words. */
export function storyText({
  at,
  service,
  document,
  collection,
  commit,
  kinds,
  direction,
  effectiveOn,
  score,
  held,
  passages,
  also,
}: StoryItem): string {
  const effective = effectiveOn === null ? '' : `, takes effect ${effectiveOn}`
  const lines = [
    `${at.slice(0, 10)}  ${service}, ${document}  (${collection} ${commit.slice(0, 10)})`,
    `    ${direction}: ${kinds.join(', ')}${effective}; score ${score.toFixed(2)}`,
    ...(held === null ? [] : [`    Held: ${HOLDS[held]}`]),
    ...passages.slice(0, QUOTES_MAX).flatMap(({ before, after }) => [...quote('-', before), ...quote('+', after)]),
    ...(also.length === 0
      ? []
      : [`    Also: ${also.map((other) => `${other.service}, ${other.document} (${other.at.slice(0, 10)})`).join('; ')}`]),
  ]
  return `${lines.join('\n')}\n\n`
}

function quote(sign: string, text: string | undefined): string[] {
  if (text === undefined) return []
  const line = text.replace(/\s+/g, ' ').trim()
  return [`    ${sign} ${line.length > QUOTE_CHARS_MAX ? `${line.slice(0, QUOTE_CHARS_MAX)}…` : line}`]
}

/** Each gate in order with its reason, and what came of it. */
export function explanationText({ at, service, document, collection, commit, gates, item }: Explanation): string {
  const head = `${new Date(at).toISOString()}  ${service}, ${document}  (${collection} ${commit.slice(0, 10)})\n`
  const ways = gates.map(({ gate, passed, why }) => `  ${passed ? 'passed ' : 'stopped'}  ${gate}: ${why}\n`).join('')
  return `${head}${ways}${item === null ? '  No story.\n' : '\n'}${item === null ? '' : storyText(item)}`
}
