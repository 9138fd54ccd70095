import type { Law } from '../../core/law.ts'

const TEXT = 'https://www.fedlex.admin.ch/eli/cc/2022/491/de'

/**
 * Switzerland's Federal Act on Data Protection of 25 September 2020. It has no article called "right to object": processing against somebody's
 * express wish is an infringement of personality (Art. 30(2)(b)) that needs a justification (Art. 31), and a court can forbid it (Art. 32(2)).
 * For an answer to an objection it sets no time; the 30 days of Art. 25(7) are for information.
 */
export const chFadp: Law = {
  id: 'ch-fadp',
  jurisdictions: ['CH'],
  right: 'objection',
  rests: ['wish', 'unlawful'],
  needsSituation: false,
  deadlines: [{ for: 'information', unit: 'days', count: 30, source: 'deadline' }],
  asks: [
    { kind: 'stop', sources: ['wish', 'claims'] },
    { kind: 'used', sources: ['access', 'deadline'] },
    { kind: 'reasons', sources: [] },
    { kind: 'confirm', sources: [] },
  ],
  sources: [
    {
      id: 'wish',
      cite: 'Art. 30(2)(b)',
      url: TEXT,
      language: 'de',
      quote:
        'Eine Persönlichkeitsverletzung liegt insbesondere vor, wenn: […] Personendaten entgegen der ausdrücklichen Willenserklärung der betroffenen Person bearbeitet werden;',
      ours: 'Personality is infringed in particular when: […] personal data are processed against the express declaration of will of the data subject;',
    },
    {
      id: 'unlawful',
      cite: 'Art. 31(1)',
      url: TEXT,
      language: 'de',
      quote:
        'Eine Persönlichkeitsverletzung ist widerrechtlich, wenn sie nicht durch Einwilligung der betroffenen Person, durch ein überwiegendes privates oder öffentliches Interesse oder durch Gesetz gerechtfertigt ist.',
      ours: 'An infringement of personality is unlawful unless it is justified by the consent of the data subject, by an overriding private or public interest, or by law.',
    },
    {
      id: 'claims',
      cite: 'Art. 32(2)(a)',
      url: TEXT,
      language: 'de',
      quote: 'Die klagende Partei kann insbesondere verlangen, dass: […] eine bestimmte Datenbearbeitung verboten wird;',
      ours: 'The plaintiff may in particular demand that: […] a certain processing of data be prohibited;',
    },
    {
      id: 'access',
      cite: 'Art. 25(1)',
      url: TEXT,
      language: 'de',
      quote: 'Jede Person kann vom Verantwortlichen Auskunft darüber verlangen, ob Personendaten über sie bearbeitet werden.',
      ours: 'Everybody may demand information from the controller as to whether personal data about them are processed.',
    },
    {
      id: 'deadline',
      cite: 'Art. 25(7)',
      url: TEXT,
      language: 'de',
      quote: 'Die Auskunft wird in der Regel innerhalb von 30 Tagen erteilt.',
      ours: 'The information is as a rule given within 30 days.',
    },
  ],
  checkedOn: '2026-11-28',
}
