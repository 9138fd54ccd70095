/** Small wordings a letter and everything about it share: periods, addresses, and a guide's "you" turned into a writer's "I". */

import type { Deadline, Law } from '../core/law.ts'
import { ASKED_DAYS } from '../guides/laws/index.ts'
import type { Messages } from './messages.ts'

/** "one month", "45 days", "15 business days". */
export function periodWords({ unit, count }: Pick<Deadline, 'unit' | 'count'>, messages: Messages): string {
  if (unit === 'business-days') return messages.text('letter.period.business', { count })
  return messages.text(unit === 'months' ? 'letter.period.months' : 'letter.period.days', { count })
}

/** How long they have for an answer: by the law, or else as the letter asks. */
export function answerPeriod(law: Law, messages: Messages): string {
  return periodWords(law.deadlines.find((deadline) => deadline.for === 'answer') ?? { unit: 'days', count: ASKED_DAYS }, messages)
}

/** "what you ask it about your photos" as the person says it themself. Guides are written in English only. */
export function inMyWords(uses: string): string {
  return uses
    .replace(/\byou were\b/g, 'I was')
    .replace(/\byou are\b/g, 'I am')
    .replace(/\b(about|to|with|from|of|for) you\b/g, '$1 me')
    .replace(/\byour\b/g, 'my')
    .replace(/\byou\b/g, 'I')
}
