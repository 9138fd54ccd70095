/** One guide for several regions: the answers side by side, or a document for each. */

import type { Jurisdiction, Question, Service } from '../core/service.ts'
import { type PracticeStatus, statusOf } from '../guides/status.ts'
import { dateInWords } from '../notices/dates.ts'
import { MARKS, mainControl, type Reader } from '../notices/guide-words.ts'
import type { Messages } from '../notices/messages.ts'
import { columns } from './columns.ts'
import { guideDocument } from './guide-document.ts'

interface RegionsOptions {
  /** For whom; its region does not count. */
  readonly question: Question
  readonly admin: boolean
  readonly messages: Messages
  readonly form: 'text' | 'json'
  readonly publicUrl: string | null
}

/** As text a row for each region and a group of columns for each use; as JSON the guides' documents, in the order asked. */
export function guideOfRegions(service: Service, regions: readonly Jurisdiction[], options: RegionsOptions): string {
  const { question, admin, messages, form, publicUrl } = options
  const statuses = regions.map((region) => statusOf(service, { ...question, region }))
  if (form === 'json') {
    const documents = statuses.map((status) => {
      const reader: Reader = { question: status.question, admin, regionFrom: 'asked' }
      return guideDocument(status, reader, messages, publicUrl)
    })
    return `${JSON.stringify(documents, null, 2)}\n`
  }
  const uses = service.practices.map((practice, index) => {
    const rows = statuses.map((status) => {
      const there = status.practices[index]
      return there === undefined ? [] : rowOf(messages.place(status.question.region), there, messages)
    })
    return `\n${practice.title}\n${columns([['Region', 'AI training', 'Since', 'Change it by'], ...rows])}`
  })
  const about = `${service.name}: ${messages.text(`account.${question.account}`)}, ${dateInWords(question.on, messages)}`
  return `${about}\n${uses.join('')}`
}

function rowOf(place: string, { default: value, rule, controls, ...practice }: PracticeStatus, messages: Messages): readonly string[] {
  const known = value === 'unknown' ? null : rule
  const since = known?.since ?? (known?.sinceBefore === undefined ? '' : `before ${known.sinceBefore}`)
  const control = value === 'never' ? undefined : mainControl({ ...practice, default: value, rule, controls })
  return [place, `${MARKS[value]} ${messages.text(`label.${value}`)}`, since, control?.kind ?? '']
}
