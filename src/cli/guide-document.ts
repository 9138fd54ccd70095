/** A guide as a document for programs. Its field names are a contract with outsiders: add, never rename. */

import { wordsOf } from '../core/notice.ts'
import type { Control } from '../core/service.ts'
import { evidenceOf, type PracticeStatus, type ServiceStatus, stepsFor } from '../guides/status.ts'
import { guideUrl } from '../notices/guide-pressables.ts'
import { mainControl, type Reader, sentenceWords } from '../notices/guide-words.ts'
import type { Messages } from '../notices/messages.ts'

/** `{service, asked, headline, practices, links}`; the headline is the first practice's answer. */
export function guideDocument(status: ServiceStatus, reader: Reader, messages: Messages, publicUrl: string | null) {
  const { service, question, headline } = status
  const main = usableControl(headline)
  return {
    service: { slug: service.slug, name: service.name },
    asked: { region: question.region, account: question.account, device: question.device, on: question.on },
    headline: { default: headline.default, sentence: wordsOf(sentenceWords(status, headline, reader, messages)) },
    practices: status.practices.map((practice) => practiceDocument(status, practice, reader, messages)),
    alternatives: status.alternatives.map(({ text, link }) => ({ text, link: link?.url ?? null })),
    myths: service.myths.map(({ claim, truth, evidence }) => ({ claim, truth, evidence: evidenceOf(service, evidence) })),
    conflicts: service.conflicts,
    checkedOn: status.checkedOn,
    freshness: status.freshness,
    links: {
      setting: main?.kind === 'toggle' || main?.kind === 'admin' ? (main.link?.url ?? null) : null,
      form: formOf(status),
      dataCopy: service.dataCopy?.url ?? null,
      page: publicUrl === null ? null : guideUrl(publicUrl, status),
    },
  }
}

/** Where nothing is used there is nothing to turn off, whatever the service offers elsewhere or later. */
const usableControl = (practice: PracticeStatus) => (practice.default === 'never' ? undefined : mainControl(practice))

/** The headline's form, or else that of another use: the one place where people can object. */
function formOf({ headline, practices }: ServiceStatus): string | null {
  const used = [headline, ...practices].filter((practice) => practice.default !== 'never')
  return used.flatMap(({ controls }) => controls).find(({ kind, link }) => kind === 'form' && link !== undefined)?.link?.url ?? null
}

function practiceDocument(status: ServiceStatus, practice: PracticeStatus, reader: Reader, messages: Messages) {
  const control = usableControl(practice)
  return {
    id: practice.practice.id,
    title: practice.practice.title,
    sentence: wordsOf(sentenceWords(status, practice, reader, messages)),
    default: practice.default,
    since: practice.rule?.since ?? null,
    sinceBefore: practice.rule?.sinceBefore ?? null,
    next: practice.next === null ? null : { on: practice.next.on, default: practice.next.default },
    byPlan: practice.byPlan.map(({ plans, default: value }) => ({ plans, default: value })),
    note: practice.rule?.note ?? null,
    confidence: practice.confidence,
    control: control === undefined ? null : { kind: control.kind, who: control.who, link: control.link?.url ?? null },
    controls: practice.controls.map((each) => controlDocument(each, status)),
    steps: control === undefined ? [] : (stepsFor(control, status.question.device)?.steps.steps ?? []),
    caveats: practice.caveats.map(({ text, link }) => ({ text, link: link?.url ?? null })),
    evidence: practice.evidence,
  }
}

function controlDocument(control: Control, { service, question }: ServiceStatus) {
  const found = stepsFor(control, question.device)
  return {
    id: control.id,
    kind: control.kind,
    who: control.who,
    link: control.link?.url ?? null,
    weighed: control.weighed ?? false,
    covers: control.covers ?? null,
    takes: control.takes ?? null,
    takesEffect: control.takesEffect ?? null,
    needs: control.needs ?? [],
    loses: control.loses ?? [],
    device: found?.device ?? null,
    steps: found?.steps.steps ?? [],
    stepsConfirmedBy: evidenceOf(service, found?.steps.evidence ?? []).map(({ title, url, dated, copied }) => ({
      title,
      url,
      dated,
      copied,
    })),
    evidence: evidenceOf(service, control.evidence),
  }
}
