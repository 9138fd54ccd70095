/** What people ask in the command benches: one question over and over, and a mix of what many people ask. The same in every run. */

import type { Catalog } from '../../src/core/catalog.ts'
import type { Person } from './people.ts'

/** A guide somebody asks for; fields as they are typed. */
export interface Question {
  readonly person: Person
  readonly platform: string
  readonly region?: string
  readonly account?: string
  readonly device?: string
}

/** The next question to ask, for ever. */
export type Questions = () => Question

/** `/optout linkedin` for somebody in Germany. */
export function sameQuestion(person: Person): Questions {
  return () => ({ person, platform: 'linkedin', region: 'DE' })
}

const REGIONS = ['DE', 'FR', 'GB', 'US', 'US-CA', 'CA', 'BR', 'IN', 'JP', 'AU', 'ZA', 'eu', 'world']
const ACCOUNTS = ['personal', 'free', 'paid', 'business', 'education']
const DEVICES = ['web', 'ios', 'android', 'desktop']

/** Any service, by name, alias or with a typo, for anybody; region, account and device are given as often as people give them. */
export function mixedQuestions(catalog: Catalog, people: readonly Person[]): Questions {
  const names = catalog.services.map(({ name, slug, aliases }) => [slug, name, ...aliases])
  const random = randomNumbers(20_260_814)
  const oneOf = <T>(list: readonly T[], otherwise: T): T => list[Math.floor(random() * list.length)] ?? otherwise
  return () => {
    const typed = oneOf(oneOf(names, []), 'linkedin')
    return {
      person: oneOf(people, people[0] as Person),
      platform: random() < 0.05 && typed.length > 6 ? withSlip(typed) : typed,
      ...(random() < 0.3 ? { region: oneOf(REGIONS, 'DE') } : {}),
      ...(random() < 0.15 ? { account: oneOf(ACCOUNTS, 'personal') } : {}),
      ...(random() < 0.15 ? { device: oneOf(DEVICES, 'web') } : {}),
    }
  }
}

/** A letter is left out. */
const withSlip = (typed: string) => typed.slice(0, 3) + typed.slice(4)

/** Numbers from 0 to 1 that look random and are the same every time (mulberry32, public domain). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
