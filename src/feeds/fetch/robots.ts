/** What a robots.txt lets us read, by RFC 9309. */

/** For one user agent: may this path, with its query, be read? */
export type RobotsRules = (path: string) => boolean

interface Line {
  readonly allow: boolean
  readonly pattern: string
}

/** RFC 9309, section 2.5: at least this much is read; the rest is not. */
export const ROBOTS_BYTES_MAX = 500 * 1024
/** Nobody needs more. */
const LINES_MAX = 2_000
const PATTERN_CHARS_MAX = 500
/** Matching a pattern with stars costs its length times the path's. Beyond so many characters of such patterns, a star ends its pattern. */
const STARRED_CHARS_MAX = 5_000

export const ALLOW_ALL: RobotsRules = () => true

/**
 * The rules of the groups that name `product` (our name in the user agent), else of those for `*`. The longest pattern that matches
 * decides, and allowing wins a tie (section 2.2.2).
 */
export function parseRobots(text: string, product: string): RobotsRules {
  const ours: Line[] = []
  const others: Line[] = []
  let named = false
  let agents: readonly string[] = []
  let inRules = true
  for (const [key, value] of fieldsOf(text)) {
    if (key === 'user-agent') {
      agents = [...(inRules ? [] : agents), value.toLowerCase()]
      inRules = false
    } else if (key === 'allow' || key === 'disallow') {
      inRules = true
      const line = { allow: key === 'allow', pattern: value }
      // An empty pattern matches nothing, so the line says nothing; its group still counts as ours.
      const counts = value !== '' && value.length <= PATTERN_CHARS_MAX
      if (agents.includes(product.toLowerCase())) {
        named = true
        if (counts && ours.length < LINES_MAX) ours.push(line)
      }
      if (agents.includes('*') && counts && others.length < LINES_MAX) others.push(line)
    }
  }
  const lines = withinBudget((named ? ours : others).map(({ allow, pattern }) => ({ allow, pattern: normalised(pattern) })))
  return (path) => {
    const asked = normalised(path)
    let best: Line | null = null
    for (const line of lines) {
      if (!matches(line.pattern, asked)) continue
      const longer = best === null || line.pattern.length > best.pattern.length
      if (longer || (best !== null && line.pattern.length === best.pattern.length && line.allow)) best = line
    }
    return best?.allow ?? true
  }
}

/** Where stars are left out, more is forbidden than the site meant, and nothing more is allowed. */
function withinBudget(lines: readonly Line[]): readonly Line[] {
  let left = STARRED_CHARS_MAX
  return lines.flatMap((line) => {
    const star = line.pattern.indexOf('*')
    if (star < 0) return [line]
    left -= line.pattern.length
    if (left >= 0) return [line]
    return line.allow ? [] : [{ allow: false, pattern: line.pattern.slice(0, star) }]
  })
}

/** Names in small letters; comments and lines without a colon left out. A user agent is its product name only. */
function* fieldsOf(text: string): Generator<readonly [string, string]> {
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const content = line.split('#')[0] ?? ''
    const colon = content.indexOf(':')
    if (colon < 0) continue
    const key = content.slice(0, colon).trim().toLowerCase()
    const value = content.slice(colon + 1).trim()
    yield [key, key === 'user-agent' ? (/^(\*|[a-z_-]+)/i.exec(value)?.[0] ?? '') : value]
  }
}

/** `*` is any text and a `$` at the end is the end. Goes back to the last `*` only, so it cannot blow up. */
function matches(pattern: string, path: string): boolean {
  const toEnd = pattern.endsWith('$')
  const wanted = toEnd ? pattern.slice(0, -1) : `${pattern}*`
  let [at, in_, star, from] = [0, 0, -1, 0]
  while (in_ < path.length) {
    if (wanted[at] === '*') {
      star = at++
      from = in_
    } else if (at < wanted.length && wanted[at] === path[in_]) {
      at++
      in_++
    } else if (star >= 0) {
      at = star + 1
      in_ = ++from
    } else return false
  }
  while (wanted[at] === '*') at++
  return at === wanted.length
}

/** One spelling for what means the same: percent codes in capitals, letters and digits not encoded, other letters encoded (2.2.2). */
function normalised(path: string): string {
  return path
    .replace(/[^\x21-\x7e]+/g, (letters) => encodeURIComponent(letters.toWellFormed()))
    .replace(/%[0-9a-f]{2}/gi, (code) => {
      const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16))
      return /[a-z0-9._~-]/i.test(letter) ? letter : code.toUpperCase()
    })
}
