import type { Law } from '../../core/law.ts'

const CHAPTER = 'https://www.legislation.gov.uk/eur/2016/679/chapter/III/section/1'

/**
 * The United Kingdom's GDPR as the Data (Use and Access) Act 2025 left it: since 5 February 2026 Article 12(3) points to Article 12A for its
 * one month, and Article 21(1) also names point (ea) of Article 6(1). The passages quoted from Article 21(1) are those the Act did not touch.
 */
export const ukGdpr: Law = {
  id: 'uk-gdpr',
  jurisdictions: ['GB'],
  right: 'objection',
  rests: ['object', 'duty'],
  needsSituation: true,
  deadlines: [{ for: 'answer', unit: 'months', count: 1, source: 'month' }],
  asks: [
    { kind: 'stop', sources: ['duty'] },
    { kind: 'used', sources: [] },
    { kind: 'reasons', sources: ['reasons'] },
    { kind: 'confirm', sources: ['deadline', 'month'] },
  ],
  sources: [
    {
      id: 'object',
      cite: 'Art. 21(1)',
      url: 'https://www.legislation.gov.uk/eur/2016/679/article/21',
      language: 'en',
      quote:
        'The data subject shall have the right to object, on grounds relating to his or her particular situation, at any time to processing of personal data concerning him or her',
    },
    {
      id: 'duty',
      cite: 'Art. 21(1)',
      url: 'https://www.legislation.gov.uk/eur/2016/679/article/21',
      language: 'en',
      quote:
        'The controller shall no longer process the personal data unless the controller demonstrates compelling legitimate grounds for the processing which override the interests, rights and freedoms of the data subject or for the establishment, exercise or defence of legal claims.',
    },
    {
      id: 'deadline',
      cite: 'Art. 12(3)',
      url: CHAPTER,
      language: 'en',
      quote:
        'The controller shall provide information on action taken on a request made under or by virtue of Articles 15 to 22D to the data subject without undue delay and in any event before the end of the applicable time period (see Article 12A).',
    },
    {
      id: 'month',
      cite: 'Art. 12A(1)',
      url: 'https://www.legislation.gov.uk/ukpga/2025/18/section/76',
      language: 'en',
      quote:
        'In Article 12, “the applicable time period” means the period of one month beginning with the relevant time, subject to paragraph 3.',
    },
    {
      id: 'reasons',
      cite: 'Art. 12(4)',
      url: CHAPTER,
      language: 'en',
      quote:
        'If the controller does not take action on the request of the data subject, the controller shall inform the data subject without undue delay, and in any event before the end of the applicable time period (see Article 12A), of the reasons for not taking action and on the possibility of lodging a complaint with the Commissioner and seeking a judicial remedy.',
    },
  ],
  checkedOn: '2026-11-28',
}
