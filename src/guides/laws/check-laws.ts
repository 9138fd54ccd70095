/** What a law's file must be, checked like a guide: every claim rests on a passage, every passage is used, every time is in its words. */

import { GROUPS } from '../../core/jurisdiction.ts'
import type { Authority, Deadline, Law } from '../../core/law.ts'
import type { ContentProblem } from '../content-error.ts'
import { authoritiesFor } from './authorities.ts'

/** How a passage says a number of a unit: the letter may name no time that its source does not. */
const COUNTS: Readonly<Record<Deadline['unit'], (count: number) => RegExp>> = {
  months: (count) => new RegExp(`\\b${count === 1 ? 'one month' : `${count} months`}\\b`, 'i'),
  days: (count) => new RegExp(`\\b(${count}|${count === 30 ? 'thirty' : count})\\b.{0,12}\\b(days|Tagen|dias)\\b`),
  'business-days': (count) => new RegExp(`\\b${count} business days\\b`),
}

/** Everything wrong with these laws and authorities; empty when all is well. */
export function checkLaws(laws: readonly Law[], authorities: readonly Authority[]): ContentProblem[] {
  const ofLaws = laws.flatMap((law) =>
    [...passages(law), ...wording(law), ...right(law), ...deadlines(law), ...complaints(law)].map(
      (found): ContentProblem => ({ file: `src/guides/laws/${law.id}.ts`, line: 1, ...found }),
    ),
  )
  const ofAuthorities = authorities
    .flatMap(links)
    .map((found): ContentProblem => ({ file: 'src/guides/laws/authorities.ts', line: 1, ...found }))
  return [...ofLaws, ...ofAuthorities]
}

type Found = Pick<ContentProblem, 'rule' | 'message' | 'fix'>

/** Everything refers to a passage that exists once, and every passage is referred to. */
function passages(law: Law): Found[] {
  const ids = law.sources.map(({ id }) => id)
  const used = [...law.rests, ...law.asks.flatMap(({ sources }) => sources), ...law.deadlines.map(({ source }) => source)]
  const problem = (message: string, fix: string): Found => ({ rule: 'law-passage', message, fix })
  return [
    ...used.filter((id) => !ids.includes(id)).map((id) => problem(`There is no passage "${id}".`, 'Correct the id, or add the passage.')),
    ...ids.filter((id) => !used.includes(id)).map((id) => problem(`Nothing rests on the passage "${id}".`, 'Use it, or remove it.')),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => problem(`There are two passages "${id}".`, 'Give one of the two another id.')),
  ]
}

/** People can read the passage where it stands, in its own words, and in English beside them. */
function wording({ sources }: Law): Found[] {
  return sources.flatMap(({ id, url, language, ours }): Found[] => [
    ...(url.startsWith('https://')
      ? []
      : [{ rule: 'law-link', message: `"${id}" has no https link.`, fix: 'Link to where the law is published.' }]),
    ...((language === 'en') === (ours === undefined)
      ? []
      : [
          {
            rule: 'law-translation',
            message: `"${id}" is ${ours === undefined ? 'not translated' : 'English and translated'}.`,
            fix: 'Translate what is not English, and only that.',
          },
        ]),
  ])
}

/** No letter claims more than the passages give. */
function right({ right: kind, rests, asks, needsSituation, sources }: Law): Found[] {
  const problems: Found[] = []
  if (rests.length === 0)
    problems.push({ rule: 'law-right', message: 'The right rests on nothing.', fix: 'Name the passages that give it.' })
  if (kind === 'limited' && asks.some((ask) => ask.kind === 'stop'))
    problems.push({ rule: 'law-right', message: 'A law without a right to object asks to stop.', fix: 'Ask only for what the law gives.' })
  const personal = sources.some(({ id, quote }) => rests.includes(id) && quote.includes('particular situation'))
  if (needsSituation !== personal)
    problems.push({
      rule: 'law-situation',
      message: 'Whether a personal reason is needed is not what its passages say.',
      fix: 'Compare `needsSituation` with the passages in `rests`.',
    })
  return problems
}

function deadlines(law: Law): Found[] {
  return law.deadlines
    .filter(({ unit, count, source }) => !COUNTS[unit](count).test(law.sources.find(({ id }) => id === source)?.quote ?? ''))
    .map(({ unit, count, source }) => ({
      rule: 'law-deadline',
      message: `"${source}" does not say ${count} ${unit}.`,
      fix: 'Quote the words that set the time.',
    }))
}

/** Everywhere the law holds, somebody hears complaints. */
function complaints({ jurisdictions }: Law): Found[] {
  return jurisdictions
    .flatMap((code) => (code === 'eea' ? [...GROUPS.eea] : [code]))
    .filter((place) => authoritiesFor(place).length === 0)
    .map((place) => ({
      rule: 'law-authority',
      message: `No authority is known for ${place}.`,
      fix: 'Add it to authorities.ts, with its source.',
    }))
}

function links({ name, domain, complaint, source }: Authority): Found[] {
  const host = complaint.startsWith('https://') ? (URL.parse(complaint)?.hostname ?? '') : ''
  return [
    ...(host === domain || host.endsWith(`.${domain}`)
      ? []
      : [{ rule: 'authority-link', message: `${name}: its page is not at ${domain}.`, fix: 'Link to the authority’s own page.' }]),
    ...(source.startsWith('https://')
      ? []
      : [{ rule: 'authority-source', message: `${name} has no source.`, fix: 'Name the page that says so.' }]),
  ]
}
