/** Making one answer: which rules hold for this person, the notice, and what each chat platform is sent. */

import { renderDiscord } from '../src/bots/discord/render.ts'
import { renderSlack } from '../src/bots/slack/render.ts'
import { encodeAction } from '../src/commands/action-id.ts'
import type { Notice } from '../src/core/notice.ts'
import type { Question } from '../src/core/service.ts'
import { loadCatalog } from '../src/guides/load.ts'
import { type ServiceStatus, statusOf } from '../src/guides/status.ts'
import { guideNotice } from '../src/notices/guide-notice.ts'
import { messagesFor } from '../src/notices/messages.ts'
import type { Bench } from './support/bench.ts'
import { figureOf } from './support/figure.ts'
import { median } from './support/statistics.ts'
import { eachUs } from './support/stopwatch.ts'

const question: Question = { region: 'DE', account: 'personal', device: 'web', on: '2026-08-14' }
/** Calls per round: every guide several times. */
const CALLS = 2_000

export const guides: Bench = {
  name: 'guides',
  async run({ rounds }) {
    const { services } = await loadCatalog()
    const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T
    const statuses = services.map((service) => statusOf(service, question))
    const notices = statuses.map(noticeOf)
    const options = { private: true, actionId: encodeAction }
    const onDiscord = notices.map((notice) => renderDiscord(notice, options))
    const onSlack = notices.map((notice) => renderSlack(notice, options))

    const line = (what: string, work: (index: number) => unknown, yardstick: readonly [name: string, work: (index: number) => unknown]) => {
      const ours: number[] = []
      const plain: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        ours.push(median(eachUs(CALLS, work)))
        plain.push(median(eachUs(CALLS, yardstick[1])))
      }
      return figureOf({ bench: 'In the process', what, unit: 'µs', ours, baseline: { name: yardstick[0], values: plain } })
    }
    return [
      line('which rules hold', (index) => statusOf(at(services, index), question), [
        'guide as JSON',
        (index) => JSON.stringify(at(services, index)),
      ]),
      line('the notice of a guide', (index) => noticeOf(at(statuses, index)), [
        'notice as JSON',
        (index) => JSON.stringify(at(notices, index)),
      ]),
      line('drawn for Discord', (index) => renderDiscord(at(notices, index), options), [
        'message as JSON',
        (index) => JSON.stringify(at(onDiscord, index)),
      ]),
      line('drawn for Slack', (index) => renderSlack(at(notices, index), options), [
        'message as JSON',
        (index) => JSON.stringify(at(onSlack, index)),
      ]),
    ]
  },
}

function noticeOf(status: ServiceStatus): Notice {
  return guideNotice(status, {
    messages: messagesFor('en'),
    reader: { question, admin: false, regionFrom: 'asked' },
    asked: { slug: status.service.slug, region: 'DE' },
    shared: false,
    followed: false,
    remarks: [],
    publicUrl: null,
  })
}
