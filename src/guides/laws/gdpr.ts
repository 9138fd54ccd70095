import type { Law } from '../../core/law.ts'

const TEXT = 'https://eur-lex.europa.eu/eli/reg/2016/679/oj'

/** Regulation (EU) 2016/679, in force in the EU since 25 May 2018 and in the EEA by Decision 154/2018 of its Joint Committee. */
export const gdpr: Law = {
  id: 'gdpr',
  jurisdictions: ['eea'],
  right: 'objection',
  rests: ['object', 'duty'],
  needsSituation: true,
  deadlines: [{ for: 'answer', unit: 'months', count: 1, source: 'deadline' }],
  asks: [
    { kind: 'stop', sources: ['duty'] },
    { kind: 'restrict', sources: ['restrict'] },
    { kind: 'erase', sources: ['erase'] },
    { kind: 'withdraw', sources: ['withdraw'] },
    { kind: 'used', sources: ['access'] },
    { kind: 'reasons', sources: ['reasons'] },
    { kind: 'confirm', sources: ['deadline'] },
  ],
  sources: [
    {
      id: 'object',
      cite: 'Art. 21(1)',
      url: TEXT,
      language: 'en',
      quote:
        'The data subject shall have the right to object, on grounds relating to his or her particular situation, at any time to processing of personal data concerning him or her which is based on point (e) or (f) of Article 6(1), including profiling based on those provisions.',
    },
    {
      id: 'duty',
      cite: 'Art. 21(1)',
      url: TEXT,
      language: 'en',
      quote:
        'The controller shall no longer process the personal data unless the controller demonstrates compelling legitimate grounds for the processing which override the interests, rights and freedoms of the data subject or for the establishment, exercise or defence of legal claims.',
    },
    {
      id: 'deadline',
      cite: 'Art. 12(3)',
      url: TEXT,
      language: 'en',
      quote:
        'The controller shall provide information on action taken on a request under Articles 15 to 22 to the data subject without undue delay and in any event within one month of receipt of the request. That period may be extended by two further months where necessary, taking into account the complexity and number of the requests.',
    },
    {
      id: 'reasons',
      cite: 'Art. 12(4)',
      url: TEXT,
      language: 'en',
      quote:
        'If the controller does not take action on the request of the data subject, the controller shall inform the data subject without delay and at the latest within one month of receipt of the request of the reasons for not taking action and on the possibility of lodging a complaint with a supervisory authority and seeking a judicial remedy.',
    },
    {
      id: 'restrict',
      cite: 'Art. 18(1)(d)',
      url: TEXT,
      language: 'en',
      quote:
        'the data subject has objected to processing pursuant to Article 21(1) pending the verification whether the legitimate grounds of the controller override those of the data subject',
    },
    {
      id: 'erase',
      cite: 'Art. 17(1)(c)',
      url: TEXT,
      language: 'en',
      quote:
        'the data subject objects to the processing pursuant to Article 21(1) and there are no overriding legitimate grounds for the processing',
    },
    {
      id: 'withdraw',
      cite: 'Art. 7(3)',
      url: TEXT,
      language: 'en',
      quote: 'The data subject shall have the right to withdraw his or her consent at any time.',
    },
    {
      id: 'access',
      cite: 'Art. 15(1)',
      url: TEXT,
      language: 'en',
      quote:
        'The data subject shall have the right to obtain from the controller confirmation as to whether or not personal data concerning him or her are being processed, and, where that is the case, access to the personal data',
    },
  ],
  checkedOn: '2026-11-28',
}
