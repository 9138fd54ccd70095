/** `/follow`, `/unfollow`, `/following`: direct messages when a service changes. */

import type { Button } from '../core/notice.ts'
import { plain } from '../core/notice.ts'
import { shortNotice } from '../notices/short-notice.ts'
import type { Asker } from './asker.ts'
import type { Command } from './command.ts'
import { findService } from './optout.ts'
import { privateMessages } from './reader.ts'
import type { Reply } from './reply.ts'
import type { World } from './world.ts'

/** The most services one person may follow: twice what the catalog's keenest reader would want, and far from what a flood would need. */
const FOLLOWS_MAX = 200
const LISTED_MAX = 25

const platform = { name: 'platform', type: 'service', required: true, summary: 'option.platform' } as const

export const follow: Command = {
  path: ['follow'],
  summary: 'command.follow',
  options: [platform],
  permission: 'anyone',
  scope: 'anywhere',
  example: '/follow linkedin',
  run: async (input, asker, world) => {
    const { service } = await findService(input.platform ?? '', asker, world)
    return service.kind === 'answer' ? service.reply : startFollowing(service.service.slug, asker, world)
  },
}

export const unfollow: Command = {
  path: ['unfollow'],
  summary: 'command.unfollow',
  options: [platform],
  permission: 'anyone',
  scope: 'anywhere',
  example: '/unfollow linkedin',
  run: async (input, asker, world) => {
    const { service } = await findService(input.platform ?? '', asker, world)
    return service.kind === 'answer' ? service.reply : stopFollowing(service.service.slug, asker, world)
  },
}

export const following: Command = {
  path: ['following'],
  summary: 'command.following',
  options: [],
  permission: 'anyone',
  scope: 'anywhere',
  example: '/following',
  run: (_, asker, world) => showFollowing(asker, world),
}

export async function startFollowing(slug: string, asker: Asker, world: World): Promise<Reply> {
  const name = nameOf(slug, world)
  const result = await world.people.follow(asker.person, slug, { atMs: world.clock.now(), max: FOLLOWS_MAX })
  if (result === 'added') await rememberZone(asker, world)
  const stop: Button = { kind: 'action', label: '', action: { do: 'unfollow', slug } }
  return answer(asker, world, (text) => ({
    words: text(`follow.${result}`, { name, max: FOLLOWS_MAX }),
    buttons: result === 'full' ? [] : [{ ...stop, label: text('button.unfollow') }],
  }))
}

/** Where the chat platform tells it, so that messages come by day where the person is. One they named themselves stays. */
async function rememberZone({ person, zone }: Asker, world: World): Promise<void> {
  if (zone === null || (await world.people.settings(person)).zone !== undefined) return
  await world.people.remember(person, { zone })
}

export async function stopFollowing(slug: string, asker: Asker, world: World): Promise<Reply> {
  const name = nameOf(slug, world)
  const removed = await world.people.unfollow(asker.person, slug)
  return answer(asker, world, (text) => ({
    words: text(removed ? 'follow.removed' : 'follow.notfollowed', { name }),
    buttons: [{ kind: 'action', label: text('button.follow', { name }), action: { do: 'follow', slug } }],
  }))
}

/** A service that left the catalog keeps its slug as its name, so that it can still be unfollowed. */
const nameOf = (slug: string, world: World) => world.catalog.find(slug)?.name ?? slug

type Text = ReturnType<typeof privateMessages>['text']

async function answer(
  asker: Asker,
  world: World,
  say: (text: Text) => { readonly words: string; readonly buttons: readonly Button[] },
): Promise<Reply> {
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  const { words, buttons } = say(messages.text)
  return { kind: 'message', notice: shortNotice(messages, words, { buttons }), visibility: 'private', replaces: false }
}

/** What the person follows, with a select to stop one and another to open its guide. */
export async function showFollowing(asker: Asker, world: World): Promise<Reply> {
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  const slugs = await world.people.following(asker.person)
  if (slugs.length === 0) {
    const notice = shortNotice(messages, messages.text('following.none', { example: follow.example }), {
      title: messages.text('following.title', { count: 0 }),
    })
    return { kind: 'message', notice, visibility: 'private', replaces: false }
  }
  const named = slugs.map((slug) => ({ slug, name: nameOf(slug, world) })).sort((a, b) => a.name.localeCompare(b.name, messages.locale))
  const listed = named.slice(0, LISTED_MAX)
  return {
    kind: 'message',
    visibility: 'private',
    replaces: false,
    notice: {
      kind: 'list',
      locale: messages.locale,
      tone: 'brand',
      blocks: [
        { kind: 'heading', level: 1, text: plain(messages.text('following.title', { count: slugs.length })) },
        { kind: 'text', text: plain(named.map(({ name }) => name).join(', ')) },
        {
          kind: 'select',
          name: 'guide',
          placeholder: messages.text('select.guide'),
          options: listed.map(({ slug, name }) => ({ label: name, action: { do: 'guide', slug } })),
        },
        {
          kind: 'select',
          name: 'unfollow',
          placeholder: messages.text('following.stop'),
          options: listed.map(({ slug, name }) => ({ label: name, action: { do: 'unfollow', slug } })),
        },
      ],
    },
  }
}
