import type { Law } from '../../core/law.ts'

const TEXT = 'https://www.planalto.gov.br/ccivil_03/_ato2015-2018/2018/lei/l13709.htm'

/**
 * Brazil's Lei Geral de Proteção de Dados, Law 13.709 of 2018. Its opposition (Art. 18 § 2) is narrower than Europe's: to processing without
 * consent, where the law is not complied with. For requests under Art. 18 it leaves the time to a regulation (§ 5) that did not exist in
 * August 2026; the 15 days of Art. 19 are for confirmation and access.
 */
export const brLgpd: Law = {
  id: 'br-lgpd',
  jurisdictions: ['BR'],
  right: 'objection',
  rests: ['oppose'],
  needsSituation: false,
  deadlines: [{ for: 'information', unit: 'days', count: 15, source: 'deadline' }],
  asks: [
    { kind: 'stop', sources: ['oppose'] },
    { kind: 'withdraw', sources: ['withdraw'] },
    { kind: 'used', sources: ['access', 'deadline'] },
    { kind: 'reasons', sources: ['reasons'] },
    { kind: 'confirm', sources: [] },
  ],
  sources: [
    {
      id: 'oppose',
      cite: 'Art. 18, § 2º',
      url: TEXT,
      language: 'pt-BR',
      quote:
        'O titular pode opor-se a tratamento realizado com fundamento em uma das hipóteses de dispensa de consentimento, em caso de descumprimento ao disposto nesta Lei.',
      ours: 'The data subject may oppose processing based on one of the cases that need no consent, where this Law is not complied with.',
    },
    {
      id: 'access',
      cite: 'Art. 18, I and II',
      url: TEXT,
      language: 'pt-BR',
      quote:
        'O titular dos dados pessoais tem direito a obter do controlador, em relação aos dados do titular por ele tratados, a qualquer momento e mediante requisição: I - confirmação da existência de tratamento; II - acesso aos dados;',
      ours: 'The data subject has the right to obtain from the controller, for the data of theirs that it processes, at any time and on request: I - confirmation that there is processing; II - access to the data;',
    },
    {
      id: 'withdraw',
      cite: 'Art. 18, IX',
      url: TEXT,
      language: 'pt-BR',
      quote: 'IX - revogação do consentimento, nos termos do § 5º do art. 8º desta Lei.',
      ours: 'IX - revocation of consent, as Art. 8 § 5 of this Law provides.',
    },
    {
      id: 'deadline',
      cite: 'Art. 19, II',
      url: TEXT,
      language: 'pt-BR',
      quote: 'fornecida no prazo de até 15 (quinze) dias, contado da data do requerimento do titular.',
      ours: 'given within 15 (fifteen) days, counted from the date of the request of the data subject.',
    },
    {
      id: 'reasons',
      cite: 'Art. 18, § 4º, II',
      url: TEXT,
      language: 'pt-BR',
      quote: 'indicar as razões de fato ou de direito que impedem a adoção imediata da providência.',
      ours: 'state the reasons of fact or of law that prevent the measure from being taken at once.',
    },
  ],
  checkedOn: '2026-11-28',
}
