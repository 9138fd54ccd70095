/** Who may do what: every command of the table, for everybody who can ask. */

import { describe, expect, test } from 'vitest'
import type { Asker } from '../../src/commands/asker.ts'
import { COMMANDS } from '../../src/commands/table.ts'
import type { Action } from '../../src/core/action.ts'
import { aDesk, anAsker, words } from './a-world.ts'

const OPERATOR = { chatPlatform: 'discord', userId: '900' } as const
const operators = { has: ({ userId }: { userId: string }) => userId === OPERATOR.userId, newLink: async () => 'https://optout.example/in' }

/** Who asks, from where, and which permissions of the table they have. */
const ASKERS: readonly (readonly [string, () => Asker, readonly string[]])[] = [
  ['somebody in a channel', () => anAsker({ manages: false }), ['anyone']],
  ['somebody in direct messages', () => anAsker({ manages: false, channel: null }), ['anyone']],
  ['who manages the server, in a channel', () => anAsker({ manages: true }), ['anyone', 'manage']],
  ['whose rank cannot be found out', () => anAsker({ mayManage: async () => false }), ['anyone']],
  ['whoever runs the bot, managing nothing', () => anAsker({ manages: false, person: OPERATOR }), ['anyone', 'operator']],
  ['whoever runs the bot and manages the server', () => anAsker({ manages: true, person: OPERATOR }), ['anyone', 'manage', 'operator']],
  ['whoever runs the bot, in direct messages', () => anAsker({ manages: false, channel: null, person: OPERATOR }), ['anyone', 'operator']],
]

const REFUSALS = /Setting up a digest needs|This is only for whoever runs this bot/

const inputFor = (name: string) =>
  ({ platform: 'linkedin', when: 'tomorrow', time: '09:00' })[name as 'platform' | 'when' | 'time'] as string | undefined

describe.each(ASKERS)('%s', (_, asker, has) => {
  test.each(COMMANDS.map((command) => [`/${command.path.join(' ')}`, command] as const))('%s', async (_name, command) => {
    const { desk, store, errors } = await aDesk({ operators })
    const me = asker()
    if (me.channel !== null && command.path[0] === 'digest') await desk.runText('digest set 08:00', anAsker())
    const input = Object.fromEntries(
      command.options.flatMap(({ name }) => (inputFor(name) === undefined ? [] : [[name, inputFor(name) ?? '']])),
    )
    const before = me.channel === null ? null : await store.digests.of(me.channel)
    const said = words(await desk.run(command.path, input, me))
    expect(errors).toEqual([])
    expect(REFUSALS.test(said)).toBe(!has.includes(command.permission) && !(command.scope === 'channel' && me.channel === null))
    // Whoever is refused has changed nothing.
    if (!has.includes(command.permission) && me.channel !== null) expect(await store.digests.of(me.channel)).toEqual(before)
  })

  test.each<Action>([
    { do: 'digest-pause' },
    { do: 'digest-resume' },
    { do: 'digest-preview' },
    { do: 'digest-show' },
    { do: 'digest-off', confirmed: true },
  ])('pressing $do', async (action) => {
    const { desk, store } = await aDesk({ operators })
    const me = asker()
    await desk.runText('digest set 08:00', anAsker())
    const before = me.channel === null ? null : await store.digests.of(me.channel)
    const said = words(await desk.press(desk.actionId(action), me))
    if (has.includes('manage')) expect(said).not.toMatch(REFUSALS)
    else if (me.channel === null) expect(said).toContain('A digest belongs to a channel.')
    else {
      expect(said).toMatch(REFUSALS)
      expect(await store.digests.of(me.channel)).toEqual(before)
    }
  })
})
