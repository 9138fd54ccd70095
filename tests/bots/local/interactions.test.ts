import { expect, test } from 'vitest'
import { saying } from '../../fakes/front-desk.ts'
import { aPractice } from './a-practice.ts'

const action = (practice: Awaited<ReturnType<typeof aPractice>>, value: Parameters<typeof practice.desk.actionId>[0]) =>
  practice.desk.actionId(value)

test('a typed line is answered where it was typed, for the asker alone', async () => {
  const practice = await aPractice()
  const { messages, sent } = await practice.act('/run', { text: '/optout linkedin', pane: 'channel' })
  expect(messages).toMatchObject([
    { pane: 'channel', typed: '/optout linkedin', private: true, discord: '● /optout linkedin: AI training is on by default' },
  ])
  expect(sent).toMatchObject([{ kind: 'answer', key: null, to: 'channel', messageId: messages[0]?.id }])
})

test('the member is an admin of the channel until they say otherwise, and asks from nowhere in direct messages', async () => {
  const practice = await aPractice()
  await practice.act('/run', { text: 'a', pane: 'channel' })
  expect((await practice.act('/person', { manages: false })).person.manages).toBe(false)
  await practice.act('/run', { text: 'b', pane: 'person' })
  const [first, second] = practice.desk.calls
  expect(first?.asker).toMatchObject({
    person: { chatPlatform: 'local', userId: 'mina' },
    channel: { channelId: 'privacy' },
    zone: 'Europe/Berlin',
  })
  expect(second?.asker.channel).toBeNull()
  expect(await second?.asker.mayManage()).toBe(false)
})

test('a language is taken only when it is offered', async () => {
  const practice = await aPractice()
  await practice.act('/person', { locale: 'de' })
  await practice.act('/person', { locale: 'xx' })
  await practice.act('/run', { text: 'a', pane: 'channel' })
  expect(practice.desk.calls[0]?.asker.locale).toBe('de')
})

test('an answer that replaces takes the place of the private message it came from', async () => {
  const practice = await aPractice()
  const id = (await practice.act('/run', { text: 'linkedin', pane: 'channel' })).messages[0]?.id
  const { messages, messageIds } = await practice.act('/press', {
    message: id,
    action: action(practice, { do: 'guide', slug: 'linkedin', device: 'ios' }),
  })
  expect(messageIds).toEqual([id])
  expect(messages.at(-1)).toMatchObject({ id, edited: true, typed: 'linkedin', discord: '● linkedin on ios: AI training is on by default' })
})

test('what everybody sees is never replaced by what one person asked for', async () => {
  const practice = await aPractice()
  const id = (await practice.act('/run', { text: 'linkedin', pane: 'channel' })).messages[0]?.id
  const shared = (await practice.act('/press', { message: id, action: action(practice, { do: 'share', slug: 'linkedin' }) })).messages.at(
    -1,
  )
  expect(shared?.private).toBe(false)
  const after = await practice.act('/press', { message: shared?.id, action: action(practice, { do: 'guide', slug: 'linkedin' }) })
  expect(after.messages.find(({ id: each }) => each === shared?.id)?.edited).toBe(false)
  expect(after.messageIds).toHaveLength(3)
})

test('a press on a message that is gone is still answered', async () => {
  const practice = await aPractice()
  const { messages } = await practice.act('/press', { message: 'm999', action: action(practice, { do: 'help' }) })
  expect(messages).toMatchObject([{ discord: 'Done: help' }])
})

test('a form comes back with what to ask, and only its own fields go in', async () => {
  const practice = await aPractice()
  const id = (await practice.act('/run', { text: 'photobucket', pane: 'channel' })).messages[0]?.id
  const { form } = await practice.act('/press', { message: id, action: action(practice, { do: 'request-service', name: 'photobucket' }) })
  expect(form).toMatchObject({ discord: { form: 'Ask for a service' }, fields: [{ name: 'name' }, { name: 'note' }] })
  const { messages } = await practice.act('/submit', { form: form?.id, values: { name: 'Photobucket', sneaky: 'x' } })
  expect(practice.desk.calls.at(-1)).toMatchObject({ kind: 'submit', values: { name: 'Photobucket' } })
  expect(messages.at(-1)?.discord).toBe('Asked for Photobucket')
})

test('a form is sent once', async () => {
  const practice = await aPractice()
  practice.desk.answer((call) => (call.kind === 'submit' ? saying('Saved') : undefined))
  const { form } = await practice.act('/press', { message: 'm1', action: action(practice, { do: 'request-service', name: 'x' }) })
  await practice.act('/submit', { form: form?.id, values: { name: 'x' } })
  const { messageIds } = await practice.act('/submit', { form: form?.id, values: { name: 'x' } })
  expect(messageIds).toHaveLength(1)
})

test('only private messages can be dismissed', async () => {
  const practice = await aPractice()
  const id = (await practice.act('/run', { text: 'linkedin', pane: 'channel' })).messages[0]?.id
  const shared = (await practice.act('/press', { message: id, action: action(practice, { do: 'share', slug: 'linkedin' }) })).messages.at(
    -1,
  )?.id
  await practice.act('/dismiss', { message: shared })
  expect((await practice.act('/dismiss', { message: id })).messageIds).toEqual([shared])
})

test('a renderer that fails costs its preview, never the message', async () => {
  const practice = await aPractice({
    preview: () => {
      throw new Error('limits')
    },
  })
  const { messages } = await practice.act('/run', { text: 'linkedin', pane: 'channel' })
  expect(messages).toMatchObject([{ discord: null, slack: '● linkedin: AI training is on by default' }])
})

test('news are told once: only what changed since the revision the page knows', async () => {
  const practice = await aPractice()
  const first = await practice.act('/run', { text: 'a', pane: 'channel' })
  const second = await practice.act(`/run?since=${first.revision}`, { text: 'b', pane: 'channel' })
  expect(second.messages.map(({ typed }) => typed)).toEqual(['b'])
  expect(second.messageIds).toHaveLength(2)
  const third = await (await practice.get(`/state?since=${second.revision}`)).json()
  expect(third).toMatchObject({ messages: [], sent: [] })
})

test('the room forgets its oldest messages before it grows without end', async () => {
  const practice = await aPractice()
  let view = await practice.act('/run', { text: 'first', pane: 'channel' })
  for (let index = 0; index < 220; index += 1) view = await practice.act('/run', { text: `line ${index}`, pane: 'channel' })
  expect(view.messageIds).toHaveLength(200)
  expect(view.messages.some(({ typed }) => typed === 'first')).toBe(false)
})
