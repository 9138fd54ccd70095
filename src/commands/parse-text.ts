/** Typed text into a command and its options: `linkedin in DE as business`, `digest set 09:00 every monday`. */

import { readsAsWhen } from '../core/when.ts'
import type { Command, Input, OptionSpec } from './command.ts'

export type ParsedText =
  | { readonly kind: 'command'; readonly command: Command; readonly input: Input }
  /** `digest` alone, or with a word that is none of its subcommands. */
  | { readonly kind: 'incomplete'; readonly name: string; readonly subcommand: string | null }
  | { readonly kind: 'nothing' }

/** Longer text is cut first: no command needs it, and Slack passes on up to 4,000 characters and more. */
const TEXT_CHARS_MAX = 500

/**
 * Reads what was typed after `/optout`, or a whole command as in Discord (`/digest set 09:00`). The first word is a command, else all of it
 * asks for a guide. Keywords (`in`, `as`, `on`, `for` …) start an option; words before the first keyword fill the positional ones.
 */
export function parseText(text: string, commands: readonly Command[]): ParsedText {
  const words = text
    .slice(0, TEXT_CHARS_MAX)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .replace(/^\//, '')
    .split(/\s+/)
    .filter((word) => word !== '')
  const optout = commands.find((command) => command.path[0] === 'optout')
  if (words[0]?.toLowerCase() === 'optout') words.shift()
  const [first, second] = words
  if (first === undefined || optout === undefined) return { kind: 'nothing' }
  const named = commands.filter((command) => command.path[0] === first.toLowerCase() && command !== optout)
  const [single] = named
  if (single === undefined) return { kind: 'command', command: optout, input: readOptions(words, optout.options) }
  if (single.path.length === 1) return { kind: 'command', command: single, input: readOptions(words.slice(1), single.options) }
  const sub = named.find((command) => command.path[1] === second?.toLowerCase())
  if (sub === undefined) return { kind: 'incomplete', name: first.toLowerCase(), subcommand: second ?? null }
  return { kind: 'command', command: sub, input: readOptions(words.slice(2), sub.options) }
}

function readOptions(words: readonly string[], options: readonly OptionSpec[]): Input {
  const input: Record<string, string> = Object.create(null)
  const positional: string[] = []
  let current: OptionSpec | null = null
  let value: string[] = []
  const close = () => {
    if (current !== null && !(current.name in input)) input[current.name] = value.join(' ')
    value = []
  }
  for (const [index, word] of words.entries()) {
    const option = optionNamed(word, words[index + 1], options)
    // The first word is never a keyword for a guide: somebody may ask for a service called "On".
    if (option !== undefined && (index > 0 || options[0]?.required !== true)) {
      close()
      current = option
    } else if (current === null) positional.push(word)
    else value.push(word)
  }
  close()
  return { ...spread(positional, options), ...input }
}

function optionNamed(word: string, next: string | undefined, options: readonly OptionSpec[]): OptionSpec | undefined {
  const named = options.filter((option) => option.keyword === word.toLowerCase())
  return (
    named.find((option) => option.when !== undefined && next !== undefined && option.when.test(next)) ??
    named.find((option) => option.when === undefined)
  )
}

/** Positional words: each option takes one, the last takes the rest; a service's name may have several words. */
function spread(words: readonly string[], options: readonly OptionSpec[]): Input {
  const slots = options.filter((option) => option.keyword === undefined)
  const input: Record<string, string> = Object.create(null)
  const rest = [...words]
  for (const [index, slot] of slots.entries()) {
    if (rest.length === 0) break
    const later = slots.slice(index + 1)
    if (slot.type !== 'service') input[slot.name] = later.length === 0 ? rest.splice(0).join(' ') : (rest.shift() ?? '')
    else if (later.some((option) => option.type === 'when')) input[slot.name] = rest.splice(0, whenStart(rest)).join(' ')
    else {
      const days =
        later.some((option) => option.type === 'days') && rest.length > 1 && /^\d+$/.test(rest.at(-1) ?? '') ? rest.pop() : undefined
      input[slot.name] = rest.splice(0).join(' ')
      const daysSlot = later.find((option) => option.type === 'days')
      if (days !== undefined && daysSlot !== undefined) input[daysSlot.name] = days
    }
  }
  return input
}

/** Where the time begins in "google drive in 2 weeks": the first place from which the rest reads as one, or else looks like one. */
function whenStart(words: readonly string[]): number {
  const places = words.map((_, index) => index).slice(1)
  const start =
    places.find((place) => readsAsWhen(words.slice(place).join(' '))) ?? places.find((place) => TIME_WORD.test(words[place] ?? ''))
  return start ?? words.length
}

const TIME_WORD = /^(in|on|at|next|today|tomorrow|\d.*)$/i
