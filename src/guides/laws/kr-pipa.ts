import type { Law } from '../../core/law.ts'

const TEXT = 'https://www.law.go.kr/법령/개인정보보호법'

/**
 * South Korea's Personal Information Protection Act, Article 37 as amended on 14 March 2023: anybody may ask a controller to suspend the
 * processing of their data. It asks for action "without delay" and names no number of days.
 */
export const krPipa: Law = {
  id: 'kr-pipa',
  jurisdictions: ['KR'],
  right: 'objection',
  rests: ['suspend', 'duty'],
  needsSituation: false,
  deadlines: [],
  asks: [
    { kind: 'stop', sources: ['suspend', 'duty'] },
    { kind: 'withdraw', sources: ['suspend'] },
    { kind: 'erase', sources: ['destroy'] },
    { kind: 'used', sources: ['rights'] },
    { kind: 'reasons', sources: ['reasons'] },
    { kind: 'confirm', sources: [] },
  ],
  sources: [
    {
      id: 'suspend',
      cite: 'Art. 37(1)',
      url: TEXT,
      language: 'ko',
      quote: '정보주체는 개인정보처리자에 대하여 자신의 개인정보 처리의 정지를 요구하거나 개인정보 처리에 대한 동의를 철회할 수 있다.',
      ours: 'A data subject may demand that a personal information controller suspend the processing of their personal information, or withdraw their consent to it.',
    },
    {
      id: 'duty',
      cite: 'Art. 37(2)',
      url: TEXT,
      language: 'ko',
      quote:
        '개인정보처리자는 제1항에 따른 처리정지 요구를 받았을 때에는 지체 없이 정보주체의 요구에 따라 개인정보 처리의 전부를 정지하거나 일부를 정지하여야 한다.',
      ours: 'A controller that receives such a demand must, without delay, suspend all or part of the processing as the data subject demands.',
    },
    {
      id: 'reasons',
      cite: 'Art. 37(4)',
      url: TEXT,
      language: 'ko',
      quote:
        '개인정보처리자는 제2항 단서에 따라 처리정지 요구를 거절하거나 제3항 단서에 따라 동의 철회에 따른 조치를 하지 아니하였을 때에는 정보주체에게 지체 없이 그 사유를 알려야 한다.',
      ours: 'A controller that refuses the demand, or does not act on a withdrawn consent, must tell the data subject the reason without delay.',
    },
    {
      id: 'destroy',
      cite: 'Art. 37(5)',
      url: TEXT,
      language: 'ko',
      quote:
        '개인정보처리자는 정보주체의 요구에 따라 처리가 정지된 개인정보에 대하여 지체 없이 해당 개인정보의 파기 등 필요한 조치를 하여야 한다.',
      ours: 'For personal information whose processing was suspended on demand, the controller must without delay destroy it or do what else is needed.',
    },
    {
      id: 'rights',
      cite: 'Art. 4',
      url: TEXT,
      language: 'ko',
      quote: '개인정보의 처리 여부를 확인하고 개인정보에 대한 열람(사본의 발급을 포함한다. 이하 같다) 및 전송을 요구할 권리',
      ours: 'the right to confirm whether personal information is processed, and to demand access to it (copies included) and its transfer',
    },
  ],
  checkedOn: '2026-11-28',
}
