import { isObject, type JsonObject, objectsIn, textOf } from '../json.ts'
import type { Problem } from '../rest/errors.ts'
import { componentLimits, componentProblems } from './component-rules.ts'
import { messageProblems } from './message-rules.ts'

/** Ways to answer an interaction. https://docs.discord.com/developers/interactions/receiving-and-responding */
export const callbackTypes = { pong: 1, message: 4, defer: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9, activity: 12 } as const

/** Kinds of interaction. */
export const interactionTypes = { ping: 1, command: 2, component: 3, autocomplete: 4, modalSubmit: 5 } as const

/** What a callback answers, as far as the form of the answer depends on it. */
export interface CallbackSituation {
  readonly interactionType: number
  /** True when the interaction came from a message's component, directly or through a modal. */
  readonly hasMessage: boolean
  readonly existing: JsonObject | undefined
  readonly files: readonly string[]
}

/** Says why this kind of answer may not be given to this kind of interaction; `undefined` when it may. */
export const typeProblem = (type: unknown, { interactionType, hasMessage }: CallbackSituation): string | undefined => {
  const { message, defer, deferUpdate, update, choices, modal } = callbackTypes
  if (interactionType === interactionTypes.autocomplete) {
    return type === choices ? undefined : 'autocomplete can only be answered with choices, and cannot be deferred'
  }
  if (type === message || type === defer) return undefined
  if (type === deferUpdate || type === update) return hasMessage ? undefined : 'there is no message to update'
  if (type === modal) {
    return interactionType === interactionTypes.modalSubmit ? 'a modal cannot be answered with a modal' : undefined
  }
  return 'this kind of answer does not fit this kind of interaction'
}

const under = function* (key: string, problems: Iterable<Problem>): Generator<Problem> {
  for (const { path, code, message } of problems) yield { path: [key, ...path], code, message }
}

const deferProblems = function* (data: JsonObject, mayBeEphemeral: boolean): Generator<Problem> {
  for (const key of Object.keys(data)) {
    if (key === 'flags' && mayBeEphemeral) continue
    const message = 'A deferred response may carry nothing but (for a new message) the EPHEMERAL flag.'
    yield { path: [key], code: 'INTERACTION_DEFER_HAS_NO_MESSAGE', message }
  }
  yield* messageProblems({ flags: data.flags }, { use: 'defer', files: [] })
}

const choicesProblems = function* (data: JsonObject): Generator<Problem> {
  if (!Array.isArray(data.choices)) yield { path: ['choices'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
  for (const [index, { name, value }] of objectsIn(data.choices).entries()) {
    for (const [key, text] of Object.entries({ name, value })) {
      if (typeof text !== 'string' || (text.length >= 1 && [...text].length <= 100)) continue
      yield { path: ['choices', index, key], code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100 in length.' }
    }
  }
}

const modalProblems = function* (data: JsonObject): Generator<Problem> {
  if (objectsIn(data.components).length > componentLimits.modalTop) {
    yield { path: ['components'], code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 5 in length.' }
  }
  for (const problem of componentProblems(data.components)) {
    // A row of a modal holds one text input, which is neither a button nor a select.
    if (problem.code !== 'COMPONENT_LAYOUT_WIDTH_EXCEEDED') yield problem
  }
  if (!textOf(data.title).trim()) yield { path: ['title'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
}

/** Everything about an interaction's answer that the published schemas do not say. */
export const callbackProblems = function* (body: JsonObject, situation: CallbackSituation): Generator<Problem> {
  const wrongType = typeProblem(body.type, situation)
  if (wrongType) {
    yield { path: ['type'], code: 'INTERACTION_CALLBACK_TYPE_INVALID', message: wrongType }
    return
  }
  const data = isObject(body.data) ? body.data : {}
  const { existing, files } = situation
  switch (body.type) {
    case callbackTypes.message:
      return yield* under('data', messageProblems(data, { use: 'reply', files }))
    case callbackTypes.update:
      return yield* under('data', messageProblems(data, { use: 'edit', existing, files }))
    case callbackTypes.defer:
      return yield* under('data', deferProblems(data, true))
    case callbackTypes.deferUpdate:
      return yield* under('data', deferProblems(data, false))
    case callbackTypes.choices:
      return yield* under('data', choicesProblems(data))
    case callbackTypes.modal:
      return yield* under('data', modalProblems(data))
  }
}
