/** Who would do the training a sentence speaks of: the service, the reader, a supplier, or nobody named. The nearest subject before the verb decides. */

import { AI_PURPOSE, DEVELOP_AI, OPT_OUT_OF_USE, TRAIN_WORD } from './wording.ts'

/** `passive`: people's data is used, by whom goes without saying. */
export type Actor = 'we' | 'you' | 'they' | 'passive' | 'nobody'

/** One mention of training with its actor, and whether something between the two denies it. */
export interface Mention {
  readonly actor: Actor
  readonly denied: boolean
  readonly at: number
  /** The sentence names nobody; its lead-in does. */
  readonly fromLead: boolean
}

/** A company that speaks of itself by a name the document is not known under: `Acme will not use …`. */
const NAMED =
  /(?<=^|[.;:>,(]\s*|\bthat |\band |\bwhen )(?!(?:You|Users?|Customers?|Members?|Developers?|Third|Any|No|This|These|It|They|If|Such|Outputs?|Contents?|Data|Inputs?|Your|The|Our|Licensees?|Subscribers?|Sellers?|Creators?|Partners?|Applications?|Each|All|Some|There|That|What|We|AI|Personal|Information|Services?|Models?)\b)\p{Lu}[\w.&-]+(?: \p{Lu}[\w.&-]+){0,3}(?: \([^)]{1,40}\))? (?:may|will|won['’]t|does|doesn['’]t|shall|agrees|uses|takes)\b/gu

// A name is a subject only before a verb: "the Acme library" in a ban is what must not be used.
const SUBJECTS: readonly (readonly [Exclude<Actor, 'nobody'>, RegExp])[] = [
  ['we', NAMED],
  [
    'we',
    /(?:(?<!§)\bwe\b|\bus\b|(?:§we\b|\b(?:our )?(?:affiliates?|group|companies|partners|subsidiaries)\b|\bthe company\b)(?= (?:\([^)]{1,40}\) )?(?:and|or|may|will|can|could|do|does|did|shall|would|agrees?|use|uses|is|are|has|have|might|also|never|not|to|the right|a licen|collects?|takes?|trains?|process|won|doesn))|(?:grant|instruct|allow|permit|by|of) §we\b|\bnous\b|\bwir\b|\bautoris[ée]e?s? (?:à|d)|\bberechtigt)/gi,
  ],
  [
    'you',
    /(?:\b(?:you|users?|customers?|developers?|members?|licensees?|subscribers?|sellers?|creators?|third[- ]part(?:y|ies)|any(?:one|body)|no one|persons?|applications?|visitors?|recipients?|competitors?)\b(?!['’]s? (?:content|data))(?:,? (?:\w|['’])+){0,3}? (?:may|will|shall|must|can|agree|are|do|does|not|cannot|represent|warrant|should|undertake)\b|\bwithout (?:[\w-]+ ){0,5}(?:consent|permission|authori[sz]ation|approval) (?:from|of) (?:us|§we|the company)\b|\bif you (?:\w+ )?(?:use|access|create|distribute)\b|\bdo not\b(?= use| access| copy| attempt| train)|\bprohibited\b|\bnot permitted\b|\bwaive\b|\b(?:not|never) be used\b|\bis not used for the development\b)/gi,
  ],
  [
    'they',
    /\b(?:they|providers?|vendors?|suppliers?|processors?|subcontractors?|sub-processors?|developers of)\b(?:,? (?:\w|['’])+){0,5}? (?:may|will|shall|do|does|are|is|use|uses|not|agree|from)\b/gi,
  ],
  [
    'passive',
    /\b(?:data|contents?|information|inputs?|outputs?|prompts?|context|conversations?|messages?|recordings?|responses?|interactions?|files?|feedback|stuff|it|these)\b(?: (?!(?:that|which|we)\b)(?:\w|['’])+){0,7}? (?:is|are|be|been|was|were|daten) (?:(?:\w|['’])+ ){0,2}?(?:used|utili[sz]ed|processed|shared|analy[sz]ed|retained|collected)\b/gi,
  ],
]
const REACH = 420
const MENTIONS_MAX = 5
const DENIAL = /\bnot\b|n['’]t\b|\bnever\b|\bno\b|\bwithout\b|\bcannot\b|\bneither\b|prohibit|forbid|refrain|\bpas\b|\bnicht\b|\bkein/i

/** The mentions of training or developing models in `text`, each with its actor. `lead` helps where the text names nobody. */
export function mentionsIn(text: string, lead: string): readonly Mention[] {
  const found: Mention[] = []
  for (const at of placesOf(text)) {
    const own = subjectOf(text.slice(Math.max(0, at - REACH), at + 12))
    if (own.actor !== 'nobody') found.push({ ...own, at, fromLead: false })
    else {
      const led = subjectOf(lead.slice(-REACH))
      // What the sentence before denies, it denies for itself; a lead-in with a colon denies for its list.
      found.push({ actor: led.actor, denied: led.denied && /[:：]\W*$/.test(lead), at, fromLead: true })
    }
    if (found.length === MENTIONS_MAX) break
  }
  return found
}

function placesOf(text: string): readonly number[] {
  const places = new Set<number>()
  for (const wordings of [TRAIN_WORD, DEVELOP_AI]) {
    const each = new RegExp(wordings, 'gi')
    for (const { index } of text.matchAll(each)) places.add(index)
  }
  // Without a verb, what stands for it.
  if (places.size === 0)
    for (const wordings of [AI_PURPOSE, OPT_OUT_OF_USE]) {
      const place = text.search(wordings)
      if (place >= 0) places.add(place)
    }
  return [...places].sort((a, b) => a - b)
}

function subjectOf(before: string): Pick<Mention, 'actor' | 'denied'> {
  let actor: Actor = 'nobody'
  let from = -1
  for (const [name, wordings] of SUBJECTS) {
    wordings.lastIndex = 0
    for (let match = wordings.exec(before); match !== null; match = wordings.exec(before)) {
      if (match.index >= from) {
        actor = name
        from = match.index
      }
      wordings.lastIndex = match.index + 1
    }
  }
  // "No data will be used": the denial stands before the subject.
  return { actor, denied: from >= 0 && DENIAL.test(before.slice(Math.max(0, from - 5))) }
}
