/** Every content check. A new one is written in its own file, listed here, explained in docs/guidelines.md and tested. */

import { adminMessage } from './admin-message.ts'
import type { Check } from './check.ts'
import { controlEvidence } from './control-evidence.ts'
import { controlUsable } from './control-usable.ts'
import { datesInOrder } from './dates-in-order.ts'
import { evidenceDated } from './evidence-dated.ts'
import { evidenceFindable } from './evidence-findable.ts'
import { evidenceIds } from './evidence-ids.ts'
import { evidenceUsed } from './evidence-used.ts'
import { namesUnique } from './names-unique.ts'
import { notUsedQuote } from './not-used-quote.ts'
import { ownLinks } from './own-links.ts'
import { plainLabels } from './plain-labels.ts'
import { recordedAs } from './recorded-as.ts'
import { ruleEvidence } from './rule-evidence.ts'
import { ruleWithinEvidence } from './rule-within-evidence.ts'
import { rulesClash } from './rules-clash.ts'
import { rulesGap } from './rules-gap.ts'
import { rulesOverlap } from './rules-overlap.ts'
import { shortSentences } from './short-sentences.ts'
import { sinceProved } from './since-proved.ts'
import { slugMatchesFile } from './slug-matches-file.ts'

export const CHECKS: readonly Check[] = [
  slugMatchesFile,
  namesUnique,
  recordedAs,
  rulesOverlap,
  rulesClash,
  rulesGap,
  datesInOrder,
  ruleEvidence,
  ruleWithinEvidence,
  sinceProved,
  notUsedQuote,
  controlUsable,
  controlEvidence,
  ownLinks,
  evidenceIds,
  evidenceUsed,
  evidenceDated,
  evidenceFindable,
  plainLabels,
  shortSentences,
  adminMessage,
]

export type { Check, CheckContext, Guide, Problem } from './check.ts'
