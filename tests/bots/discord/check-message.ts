/** A message body against everything the fake Discord knows: the published schema and the documented limits beside it. */

import type { MessagePayload } from '../../../src/bots/discord/payload.ts'
import { messageProblems } from '../../fakes/discord/validation/message-rules.ts'
import { check, loadSchemas } from '../../fakes/discord/validation/schemas.ts'

/** Call before the first check. */
export const DISCORD_LIMITS_CHECKED = loadSchemas

/** What Discord would refuse, as sentences. */
export function messageProblemsOf(payload: MessagePayload): string[] {
  // The published schema of a posted message knows no EPHEMERAL flag: that belongs to answers, whose rules are the second half.
  const body: Readonly<Record<string, unknown>> = { ...payload }
  return [...check('MessageCreateRequest', body), ...messageProblems(body, { use: 'reply', files: [] })].map(
    ({ path, code, message }) => `${path.join('.')}: ${message} (${code})`,
  )
}
