import { expect, test } from 'vitest'
import { TARGETS } from '../../../src/bots/slack/limits.ts'
import { renderSlack } from '../../../src/bots/slack/render.ts'
import { encodeAction } from '../../../src/commands/action-id.ts'
import { loadCatalog } from '../../../src/guides/load.ts'
import { statusOf } from '../../../src/guides/status.ts'
import { guideNotice } from '../../../src/notices/guide-notice.ts'
import { messagesFor } from '../../../src/notices/messages.ts'
import { blockWeightMost, checkMessageBlocks, weighBlocks } from '../../fakes/slack/checks/blocks.ts'

test('every guide, for several people, is a message Slack takes and of the length a guide should have', async () => {
  const { services } = await loadCatalog()
  for (const service of services) {
    for (const account of ['personal', 'business'] as const) {
      for (const region of ['DE', 'US-CA']) {
        const question = { region, account, device: 'web', on: '2026-11-22', today: '2026-11-22' } as const
        const notice = guideNotice(statusOf(service, question), {
          messages: messagesFor('en'),
          reader: { question, admin: account === 'business', regionFrom: 'language' },
          asked: { slug: service.slug },
          shared: false,
          followed: false,
          remarks: [],
          publicUrl: 'https://optout.example',
        })
        const { blocks, text } = renderSlack(notice, { actionId: encodeAction })
        const about = `${service.slug}, ${account}, ${region}`
        expect(checkMessageBlocks(blocks), about).toEqual([])
        expect(weighBlocks(blocks), about).toBeLessThan(blockWeightMost)
        expect(text.length, about).toBeLessThanOrEqual(3_000)
        expect(blocks.length, about).toBeLessThanOrEqual(TARGETS.guide.blocks)
      }
    }
  }
})
