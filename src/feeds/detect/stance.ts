/** Whether a sentence allows training, refuses it, or gives people a say in it. */

import type { PolicyDocument } from '../../core/detection.ts'
import { type Claim, saysCore, selfNamed } from './features.ts'

/** `allows`: data may train; `refuses`: it will not; `control`: the person can decide; `none`: says nothing of it. */
export type Stance = 'allows' | 'refuses' | 'control' | 'none'

const REFUSES =
  /(?:\bnot|n['’]t|\bnever|\bneither|\bno\b[^.]{0,40}?\b(?:is|are|be|will be)|\bpas|\bnicht|\bprohibit\w*|\bwithout using)\b[^.;]{0,160}?(?:train|fine[- ]?tun|develop|improv|generative|\bai\b|machine learning|entra[iî]n)/i
const CONTROL =
  /\bopt(?:ing|ed|s)?[- ]?out\b|\bcan (?:turn|switch|disable|decide|choose|control|object|withdraw|opt)|you are in control|control whether|decide whether|choose whether|(?:turn|switch)(?:ing|ed)? off|\btoggle|instruct \S+ (?:not to|to refrain)|right to (?:object|opt)|deactivat|adjusting|withdraw (?:your )?consent|unless you (?:opt|turn|object)|provided you have not opted|s'opposer|widersp/i
/** Allowed is what a main clause says, whatever follows about turning it off. */
const ALLOWS =
  /\b(?:we|§we|affiliates?|they)\b(?:,? (?:\w|['’])+){0,4}? (?:use|uses|train|trains|develop|process|analy[sz]e|collect|take|utili[sz]e|share|build|improve|transcribe)\b|\bgrant\b|\bagree (?:and instruct )?that (?:we|§we)\b|(?:may|will|can) (?:also )?be used|(?:is|are) used|right to use|licen[cs]e to/i

/** The stance of a sentence where it stands. A refusal is read before a permission: "we will not use" holds both. */
export function stanceOf(claim: Claim, document: PolicyDocument): Stance {
  const text = selfNamed(claim.text, document)
  if (!saysCore(text) && !/:\W*$/.test(text)) return 'none'
  if (REFUSES.test(text) && !/\bnot only\b|instruct \S+ not to|whether|opt(?:ed)?[- ]out/i.test(text)) return 'refuses'
  if (CONTROL.test(text) && !ALLOWS.test(text.replace(/\byou (?:can|may) [^.;]*/i, ''))) return 'control'
  return 'allows'
}

/** True when people get or have a say in it within the sentence. */
export const givesControl = ({ text }: Claim): boolean => CONTROL.test(text)
