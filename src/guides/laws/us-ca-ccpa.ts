import type { Law } from '../../core/law.ts'

const CIV = 'https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=CIV&sectionNum='

/**
 * California's Consumer Privacy Act as amended by the Privacy Rights Act. It gives no general right to object to AI training, and our letter
 * claims none: it gives opting out of sale and sharing (§ 1798.120), limiting sensitive data (§ 1798.121), deletion (§ 1798.105) and knowing
 * (§ 1798.110). It binds only businesses above the thresholds of § 1798.140(d).
 */
export const usCaCcpa: Law = {
  id: 'us-ca-ccpa',
  jurisdictions: ['US-CA'],
  right: 'limited',
  rests: ['no-sale', 'delete'],
  needsSituation: false,
  deadlines: [
    { for: 'answer', unit: 'days', count: 45, source: 'deadline' },
    { for: 'opt-out', unit: 'business-days', count: 15, source: 'opt-out-deadline' },
  ],
  asks: [
    { kind: 'no-sale', sources: ['no-sale', 'opt-out-deadline'] },
    { kind: 'limit', sources: ['limit'] },
    { kind: 'delete', sources: ['delete'] },
    { kind: 'used', sources: ['know'] },
    { kind: 'confirm', sources: ['deadline'] },
  ],
  sources: [
    {
      id: 'no-sale',
      cite: 'Cal. Civ. Code § 1798.120(a)',
      url: `${CIV}1798.120.`,
      language: 'en',
      quote:
        "A consumer shall have the right, at any time, to direct a business that sells or shares personal information about the consumer to third parties not to sell or share the consumer's personal information.",
    },
    {
      id: 'limit',
      cite: 'Cal. Civ. Code § 1798.121(a)',
      url: `${CIV}1798.121.`,
      language: 'en',
      quote:
        "A consumer shall have the right, at any time, to direct a business that collects sensitive personal information about the consumer to limit its use of the consumer's sensitive personal information to that use which is necessary to perform the services or provide the goods reasonably expected by an average consumer who requests those goods or services",
    },
    {
      id: 'delete',
      cite: 'Cal. Civ. Code § 1798.105(a)',
      url: `${CIV}1798.105.`,
      language: 'en',
      quote:
        'A consumer shall have the right to request that a business delete any personal information about the consumer which the business has collected from the consumer.',
    },
    {
      id: 'know',
      cite: 'Cal. Civ. Code § 1798.110(a)',
      url: `${CIV}1798.110.`,
      language: 'en',
      quote:
        'A consumer shall have the right to request that a business that collects personal information about the consumer disclose to the consumer the following:',
    },
    {
      id: 'deadline',
      cite: 'Cal. Civ. Code § 1798.130(a)(2)(A)',
      url: `${CIV}1798.130.`,
      language: 'en',
      quote:
        "Disclose and deliver the required information to a consumer free of charge, correct inaccurate personal information, or delete a consumer's personal information, based on the consumer's request, within 45 days of receiving a verifiable consumer request from the consumer.",
    },
    {
      id: 'opt-out-deadline',
      cite: 'Cal. Code Regs. tit. 11, § 7026(f)',
      url: 'https://www.law.cornell.edu/regulations/california/11-CCR-7026',
      language: 'en',
      quote: 'as soon as feasibly possible, but no later than 15 business days from the date the business receives the request',
    },
  ],
  checkedOn: '2026-11-28',
}
