import type { Law } from '../../core/law.ts'

const TEXT = 'https://laws-lois.justice.gc.ca/eng/acts/P-8.6/'

/**
 * Canada's Personal Information Protection and Electronic Documents Act. It knows no right to object; it rests on consent, which can be
 * withdrawn (Schedule 1, 4.3.8). Québec, Alberta and British Columbia have laws of their own for what stays inside the province. Schedule 1
 * was read in the consolidation of 22 June 2019, where these clauses date from 2003.
 */
export const caPipeda: Law = {
  id: 'ca-pipeda',
  jurisdictions: ['CA'],
  right: 'limited',
  rests: ['consent', 'withdraw'],
  needsSituation: false,
  deadlines: [{ for: 'information', unit: 'days', count: 30, source: 'deadline' }],
  asks: [
    { kind: 'withdraw', sources: ['withdraw'] },
    { kind: 'used', sources: ['access', 'deadline'] },
    { kind: 'reasons', sources: [] },
    { kind: 'confirm', sources: [] },
  ],
  sources: [
    {
      id: 'consent',
      cite: 'Schedule 1, 4.5',
      url: TEXT,
      language: 'en',
      quote:
        'Personal information shall not be used or disclosed for purposes other than those for which it was collected, except with the consent of the individual or as required by law.',
    },
    {
      id: 'withdraw',
      cite: 'Schedule 1, 4.3.8',
      url: TEXT,
      language: 'en',
      quote:
        'An individual may withdraw consent at any time, subject to legal or contractual restrictions and reasonable notice. The organization shall inform the individual of the implications of such withdrawal.',
    },
    {
      id: 'access',
      cite: 'Schedule 1, 4.9',
      url: TEXT,
      language: 'en',
      quote:
        'Upon request, an individual shall be informed of the existence, use, and disclosure of his or her personal information and shall be given access to that information.',
    },
    {
      id: 'deadline',
      cite: 's. 8(3)',
      url: TEXT,
      language: 'en',
      quote:
        'An organization shall respond to a request with due diligence and in any case not later than thirty days after receipt of the request.',
    },
  ],
  checkedOn: '2026-11-28',
}
