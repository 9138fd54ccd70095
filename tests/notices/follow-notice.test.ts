import { expect, test } from 'vitest'
import { noticeText } from '../../src/core/notice-text.ts'
import { followNotice } from '../../src/notices/follow-notice.ts'
import { messagesFor } from '../../src/notices/messages.ts'
import { aChange } from '../scheduler/samples.ts'

const said = (today: string, deadline: boolean) =>
  noticeText(followNotice(aChange('a', { effectiveOn: '2026-08-17' }), { messages: messagesFor('en'), today, publicUrl: null, deadline }))

test('a deadline opens with the days that are left and the last good day', () => {
  expect(said('2026-08-14', true).split('\n')[0]).toMatch(
    /^linkedin: 3 days left\. To be out before it starts: by Sunday,? 16 August 2026\.$/,
  )
  expect(said('2026-08-16', true)).toContain('linkedin: 1 day left.')
})

test('on the day itself, and when it is news, it says what changes', () => {
  expect(said('2026-08-17', true)).not.toContain('left')
  expect(said('2026-08-14', false)).not.toContain('left')
  expect(said('2026-08-14', false).split('\n')[0]).toContain('linkedin will use your posts to train AI from 17 August 2026')
})
