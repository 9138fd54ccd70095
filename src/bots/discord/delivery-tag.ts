/** The two marks that make a repeated delivery harmless on Discord: a nonce for the next minutes, a tag for later. */

import { createHash } from 'node:crypto'
import type { NewDelivery } from '../../core/delivery.ts'
import { NONCE_CHARS_MAX } from './limits.ts'

type Delivery = Pick<NewDelivery, 'key' | 'notice'>

/**
 * The same for every attempt of one delivery to one channel, and different for anything else: within "the past few minutes" Discord answers
 * a known nonce with the message it already made. It looks at the author only, so the channel is part of it; so is the notice, since a
 * changed text is another message. https://docs.discord.com/developers/resources/message#create-message
 */
export function deliveryNonce({ key, notice }: Delivery, channelId: string): string {
  return digestOf(key, channelId, JSON.stringify(notice)).toString('base64url').slice(0, NONCE_CHARS_MAX)
}

/**
 * A component id that comes back with the message and that nobody sees. Component ids are 32-bit and Discord numbers its own from 1, so ours
 * lie above 2^30. https://docs.discord.com/developers/components/reference#anatomy-of-a-component
 */
export function deliveryTag({ key }: Pick<Delivery, 'key'>): number {
  return (digestOf(key).readUInt32BE(0) & 0x3fff_ffff) | 0x4000_0000
}

function digestOf(...parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest()
}
