import type { APIMessage } from 'discord.js'
import { isObject, type JsonObject, objectsIn, textOf } from './json.ts'
import { walkComponents } from './validation/component-rules.ts'

const embedTexts = (embed: JsonObject): string[] => [
  isObject(embed.author) ? textOf(embed.author.name) : '',
  textOf(embed.title),
  textOf(embed.description),
  ...objectsIn(embed.fields).flatMap(({ name, value }) => [textOf(name), textOf(value)]),
  isObject(embed.footer) ? textOf(embed.footer.text) : '',
]

const componentTexts = (component: JsonObject): string[] => [
  textOf(component.content),
  textOf(component.label),
  textOf(component.placeholder),
  ...objectsIn(component.options).flatMap(({ label, description }) => [textOf(label), textOf(description)]),
]

/** Everything a person can read in a message, top to bottom, one line for each piece; empty pieces left out. */
export const visibleText = (message: Pick<APIMessage, 'content' | 'embeds' | 'components'>): string =>
  [
    message.content,
    ...message.embeds.flatMap((embed) => embedTexts({ ...embed })),
    ...[...walkComponents(message.components)].flatMap(({ component }) => componentTexts(component)),
  ]
    .filter(Boolean)
    .join('\n')
