/** What a pressed button or chosen option does. */

import type { Action } from '../core/action.ts'
import { plain } from '../core/notice.ts'
import { shortNotice } from '../notices/short-notice.ts'
import type { Asker } from './asker.ts'
import { showChanges } from './changes.ts'
import { addPack, answerLookBack, markItem, markOnGuide, showChecklist } from './checklist.ts'
import { pauseDigest, previewDigest, resumeDigest, showDigest, turnDigestOff } from './digest.ts'
import { showFollowing, startFollowing, stopFollowing } from './follow.ts'
import { showHelp } from './help.ts'
import { deleteMyData, exportMyData, showMyData } from './my-data.ts'
import { shareGuide, showGuide } from './optout.ts'
import { privateMessages } from './reader.ts'
import { Refusal } from './refusal.ts'
import { answerReminder, askWhen, showReminders } from './remind.ts'
import type { Reply } from './reply.ts'
import { COMMANDS } from './table.ts'
import type { World } from './world.ts'

/** Carries out an action. What changes the message it was on replaces it; anything else is a new private message. */
export async function press(action: Action, asker: Asker, world: World): Promise<Reply> {
  switch (action.do) {
    case 'guide': {
      const { do: _, chose, ...ref } = action
      if (chose !== undefined && chose !== 'admin') await world.people.remember(asker.person, { [chose]: ref[chose] })
      return showGuide(ref, asker, world, { remarks: [], replaces: chose !== undefined })
    }
    case 'share':
      return shareGuide(action, asker, world)
    case 'choose-region':
      return regionForm(action, asker, world)
    case 'admin-message':
      return adminMessage(action.slug, asker, world)
    case 'follow':
    case 'unfollow':
      return followOrNot(action, asker, world)
    case 'following':
      return showFollowing(asker, world)
    case 'changes':
      return showChanges(action.slug ?? null, null, asker, world)
    case 'request-service':
      return requestService(action.name, asker, world)
    case 'digest-show':
      return inPlace(await showDigest(asker, world))
    case 'digest-preview':
      return previewDigest(asker, world)
    case 'digest-pause':
      return inPlace(await pauseDigest(asker, world))
    case 'digest-resume':
      return inPlace(await resumeDigest(asker, world))
    case 'digest-off':
      return inPlace(await turnDigestOff(action.confirmed === true, asker, world))
    case 'remind':
    case 'remind-here':
      return askWhen(action, asker, world)
    case 'reminders':
      return showReminders(asker, world)
    case 'reminder-done':
    case 'reminder-stop':
    case 'reminder-snooze':
      if (action.do === 'reminder-snooze' && action.by === 'custom') return askWhen(action, asker, world)
      return inPlace(await answerReminder(action, asker, world))
    case 'done':
    case 'undo-done':
      return markOnGuide(action, asker, world)
    case 'checklist':
      return inPlace(await (action.pack === undefined ? showChecklist(asker, world) : addPack(action.pack, asker, world)))
    case 'mark':
      return inPlace(await markItem(action, asker, world))
    case 'look-back':
      return answerLookBack(action, asker, world)
    case 'mydata-show':
      return inPlace(await showMyData(asker, world))
    case 'mydata-export':
      return exportMyData(action.part ?? 1, asker, world)
    case 'mydata-delete':
      return inPlace(await deleteMyData(action.confirmed === true, asker, world))
    case 'help':
      return showHelp(COMMANDS, asker, world)
  }
}

const inPlace = (reply: Reply): Reply => (reply.kind === 'message' ? { ...reply, replaces: true } : reply)

async function followOrNot(action: Extract<Action, { do: 'follow' | 'unfollow' }>, asker: Asker, world: World): Promise<Reply> {
  const { do: wanted, redraw, ...ref } = action
  const reply = wanted === 'follow' ? await startFollowing(ref.slug, asker, world) : await stopFollowing(ref.slug, asker, world)
  if (redraw !== true || reply.kind !== 'message') return reply
  const [said] = reply.notice.blocks
  return showGuide(ref, asker, world, {
    remarks: said?.kind === 'text' ? [said.text.map((span) => span.text).join('')] : [],
    replaces: true,
  })
}

async function regionForm(action: Extract<Action, { do: 'choose-region' }>, asker: Asker, world: World): Promise<Reply> {
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  return {
    kind: 'form',
    title: messages.text('form.region.title'),
    submitLabel: messages.text('form.save'),
    cancelLabel: messages.text('form.cancel'),
    fields: [
      {
        name: 'region',
        label: messages.text('form.region.label'),
        placeholder: messages.text('form.region.placeholder'),
        required: true,
        maxChars: 60,
      },
    ],
    action,
  }
}

async function adminMessage(slug: string, asker: Asker, world: World): Promise<Reply> {
  const text = world.catalog.find(slug)?.adminMessage
  if (text === undefined) throw new Refusal('error.expired')
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  return {
    kind: 'message',
    visibility: 'private',
    replaces: false,
    notice: {
      kind: 'list',
      locale: messages.locale,
      tone: 'none',
      blocks: [
        { kind: 'heading', level: 2, text: plain(messages.text('admin.message.title')) },
        { kind: 'copy', text },
        { kind: 'quiet', text: plain(messages.text('admin.message.hint')) },
      ],
    },
  }
}

async function requestService(name: string, asker: Asker, world: World): Promise<Reply> {
  const wanted = name.trim()
  if (wanted === '') throw new Refusal('error.expired')
  await world.requests.add(wanted, world.clock.now())
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  const notice = shortNotice(messages, messages.text('lookup.requested', { name: wanted }))
  return { kind: 'message', notice, visibility: 'private', replaces: true }
}
