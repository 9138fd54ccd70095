/** Steps of our own wording, each a trap that a naive reader of changed lines falls into. */

import type { ChangeKind, Direction } from '../../../src/core/change.ts'

export interface Trap {
  readonly name: string
  readonly before: string
  readonly after: string
  readonly document?: string
  /** `null`: not relevant. */
  readonly expected: { readonly kind: ChangeKind; readonly direction: Direction; readonly quotes: string } | null
}

const PAGE = (middle: string) =>
  `# Pinhole Privacy Policy\n\nWe run a place for photographs.\n\n## How we use information\n\nWe use what you give us to show your photographs to the people you choose.\n\n${middle}\n\n## Your rights\n\nYou can ask for a copy of your data. You can delete your account at any time.\n`

export const TRAPS: readonly Trap[] = [
  {
    name: 'a first use of content for training',
    before: PAGE(''),
    after: PAGE('We may use your photographs and captions to train our artificial intelligence models.'),
    expected: { kind: 'new-use', direction: 'worse', quotes: 'to train our artificial intelligence models' },
  },
  {
    name: 'a promise that gains a condition',
    before: PAGE('We do not use your photographs to train AI models.'),
    after: PAGE('We do not use your photographs to train AI models without your permission.'),
    expected: { kind: 'clarification', direction: 'worse', quotes: 'without your permission' },
  },
  {
    name: 'a list of data that grows in a clause that allows training',
    before: PAGE('We may use your photographs and captions to train and improve our machine learning models.'),
    after: PAGE(
      'We may use your photographs, captions, private messages and voice recordings to train and improve our machine learning models.',
    ),
    expected: { kind: 'widened-use', direction: 'worse', quotes: 'private messages' },
  },
  {
    name: 'a dropped promise',
    before: PAGE('We will never use your photographs to train AI models. We keep logs for thirty days.'),
    after: PAGE('We keep logs for thirty days.'),
    expected: { kind: 'new-use', direction: 'worse', quotes: 'We will never use your photographs to train AI models.' },
  },
  {
    name: 'a promise made',
    before: PAGE('We keep logs for thirty days.'),
    after: PAGE('We keep logs for thirty days. Your photographs are not used to train our AI models or those of anybody else.'),
    expected: { kind: 'clarification', direction: 'better', quotes: 'are not used to train our AI models' },
  },
  {
    name: 'an opt-out added to a known use',
    before: PAGE('We use your posts to train our AI models.'),
    after: PAGE(
      'We use your posts to train our AI models.\n\nYou can opt out of having your posts used to train our AI models in your account settings.',
    ),
    expected: { kind: 'optout-added', direction: 'better', quotes: 'You can opt out' },
  },
  {
    name: 'an opt-out removed',
    before: PAGE(
      'We use your posts to train our AI models.\n\nYou can opt out of having your posts used to train our AI models in your account settings.',
    ),
    after: PAGE('We use your posts to train our AI models.'),
    expected: { kind: 'optout-removed', direction: 'worse', quotes: 'You can opt out' },
  },
  {
    name: 'a new use in French',
    before: PAGE('').replace('We run a place for photographs.', 'Nous hébergeons vos photographies.'),
    after: PAGE("Nous utilisons vos contenus pour l'entraînement de nos modèles d'intelligence artificielle.").replace(
      'We run a place for photographs.',
      'Nous hébergeons vos photographies.',
    ),
    expected: { kind: 'new-use', direction: 'worse', quotes: "l'entraînement de nos modèles" },
  },
  {
    name: 'a table whose rows change places',
    before: PAGE('| Purpose | Data |\n| --- | --- |\n| To train our AI models | Photographs |\n| To send invoices | Address |'),
    after: PAGE('| Purpose | Data |\n| --- | --- |\n| To send invoices | Address |\n| To train our AI models | Photographs |'),
    expected: null,
  },
  {
    name: 'a new date and nothing else',
    before: `Last updated: May 1, 2025\n\n${PAGE('We use your posts to train our AI models.')}`,
    after: `Last updated: June 9, 2026\n\n${PAGE('We use your posts to train our AI models.')}`,
    expected: null,
  },
  {
    name: 'a ban on training by others',
    document: 'Terms of Service',
    before: '# Terms\n\n## Restrictions\n\nYou may not copy the site.\n\nYou may not sell the site.\n',
    after:
      '# Terms\n\n## Restrictions\n\nYou may not copy the site.\n\nYou may not scrape the site or use any content on it to train or develop any artificial intelligence or machine learning model.\n\nYou may not sell the site.\n',
    expected: null,
  },
  {
    name: 'terms for what an AI feature puts out',
    document: 'Terms of Service',
    before: '# Terms\n\nYou own what you make.\n',
    after:
      '# Terms\n\nYou own what you make.\n\nOutputs of our AI features may be inaccurate, and you must verify them before you rely on them.\n',
    expected: null,
  },
  {
    name: 'a new feature described',
    before: PAGE(''),
    after: PAGE('Our new assistant uses artificial intelligence to summarize long threads for you when you ask it to.'),
    expected: null,
  },
  {
    name: 'the company renamed',
    before: PAGE('Pinhole Inc. may use your photographs to train its AI models.'),
    after: PAGE('Lensworks GmbH may use your photographs to train its AI models.'),
    expected: null,
  },
  {
    name: 'the section renumbered',
    before: PAGE('3.1 As Section 4(a) says, we may use your photographs to train our AI models.'),
    after: PAGE('5.2 As Section 7(b) says, we may use your photographs to train our AI models.'),
    expected: null,
  },
  {
    name: 'the page captured in another language',
    before: PAGE(
      'We may use your photographs to train our AI models. '.repeat(1) +
        'We show them to the people you choose and to nobody else in the world, and you can ask us for them. '.repeat(8),
    ),
    after: `# Datenschutz\n\n${'Wir zeigen Ihre Fotos den Menschen, die Sie auswählen, und das ist mit Ihnen so vereinbart und wird von uns nicht geändert. '.repeat(12)}\n\nWir nutzen Ihre Fotos, um unsere KI-Modelle zu trainieren.\n`,
    expected: null,
  },
  {
    name: 'training of people',
    before: PAGE(''),
    after: PAGE(
      'Our employees are regularly trained in the handling of personal data, and calls may be recorded for quality and training purposes.',
    ),
    expected: null,
  },
  {
    name: 'a capture that lost most of the page',
    before: PAGE(
      `We may use your photographs to train our AI models.\n\n${'Another paragraph of the policy says something about cookies and servers. '.repeat(60)}`,
    ),
    after: '# Pinhole Privacy Policy\n\nPlease enable JavaScript.\n',
    expected: null,
  },
]
