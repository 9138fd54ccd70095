import { beforeAll, expect, test } from 'vitest'
import { renderDiscord } from '../../../src/bots/discord/render.ts'
import { encodeAction } from '../../../src/commands/action-id.ts'
import { loadCatalog } from '../../../src/guides/load.ts'
import { statusOf } from '../../../src/guides/status.ts'
import { guideNotice } from '../../../src/notices/guide-notice.ts'
import { messagesFor } from '../../../src/notices/messages.ts'
import { DISCORD_LIMITS_CHECKED, messageProblemsOf } from './check-message.ts'

beforeAll(() => DISCORD_LIMITS_CHECKED())

test('every guide, for several people, is a message Discord takes', async () => {
  const { services } = await loadCatalog()
  for (const service of services) {
    for (const account of ['personal', 'business'] as const) {
      for (const region of ['DE', 'US-CA']) {
        const question = { region, account, device: 'ios', on: '2026-11-22' } as const
        const notice = guideNotice(statusOf(service, question), {
          messages: messagesFor('en'),
          reader: { question, admin: account === 'business', regionFrom: 'language' },
          asked: { slug: service.slug },
          shared: false,
          followed: false,
          remarks: [],
          publicUrl: 'https://optout.example',
        })
        const payload = renderDiscord(notice, { private: true, actionId: encodeAction })
        expect(messageProblemsOf(payload), `${service.slug}, ${account}, ${region}`).toEqual([])
      }
    }
  }
})
