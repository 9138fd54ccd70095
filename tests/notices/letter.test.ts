/** Letters for every guide and the places that differ: whole, honest about the law, and with nothing personal in them. */

import { beforeAll, describe, expect, test } from 'vitest'
import type { Catalog } from '../../src/core/catalog.ts'
import { noticeText } from '../../src/core/notice-text.ts'
import type { Service } from '../../src/core/service.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { recipientOf } from '../../src/guides/recipient.ts'
import { type ServiceStatus, statusOf } from '../../src/guides/status.ts'
import { LETTER_FIELDS, letterFor } from '../../src/notices/letter.ts'
import { letterLaw, letterNotice, noLetterWords } from '../../src/notices/letter-notice.ts'
import { letterPieces, letterText } from '../../src/notices/letter-text.ts'
import { inMyWords } from '../../src/notices/letter-words.ts'
import { messagesFor } from '../../src/notices/messages.ts'
import { aControl, anEvidence, aPractice, aRule, aService } from '../guides/service-factory.ts'

const messages = messagesFor('en')
const REGIONS = ['DE', 'GB', 'CH', 'BR', 'KR', 'CA', 'US-CA'] as const

let catalog: Catalog
beforeAll(async () => {
  catalog = await loadCatalog()
})

const at = (service: Service, region: string): ServiceStatus =>
  statusOf(service, { region, account: 'personal', device: 'web', on: '2026-11-28' })

function textFor(service: Service, region: string): string | null {
  const status = at(service, region)
  const law = letterLaw(status)
  const letter = law === null ? null : letterFor(status, law, messages)
  return letter === null ? null : letterText(letter, messages)
}

/** The text, where there has to be one. */
function written(service: Service, region: string): string {
  const text = textFor(service, region)
  if (text === null) throw new Error(`no letter for ${service.slug} in ${region}`)
  return text
}

describe('the letter of any guide', () => {
  test('exists exactly where a law is known and something may be used', () => {
    for (const service of catalog.services) {
      for (const region of [...REGIONS, 'US', 'JP', 'world']) {
        const used = at(service, region).practices.some(({ default: value }) => value !== 'never' && value !== 'off')
        const known = (REGIONS as readonly string[]).includes(region)
        expect(textFor(service, region) !== null, `${service.slug}, ${region}`).toBe(used && known)
      }
    }
  })

  test('says nothing to "you" that is the writer’s, and quotes what proves it', () => {
    let letters = 0
    for (const service of catalog.services) {
      for (const region of REGIONS) {
        const text = textFor(service, region)
        if (text === null) continue
        letters += 1
        const about = `${service.slug}, ${region}`
        const [, uses = ''] = text.split(/what my letter is about:|these uses of my data:/)
        const [listed = ''] = uses.split(/My particular situation:|I ask you to do/)
        expect(withoutQuotes(listed).replaceAll(/Your texts do not say clearly whether you do this\. If you do,/g, ''), about).not.toMatch(
          /\byours?\b|\babout I\b|\bto I\b/,
        )
        expect(text, about).not.toMatch(/undefined|null|\{|\}/)
        for (const { default: value, practice, evidence } of at(service, region).practices) {
          if (value !== 'on' && value !== 'always') continue
          expect(text, about).toContain(inMyWords(practice.title))
          expect(
            evidence.some(({ quote }) => quote !== undefined && text.includes(quote)),
            about,
          ).toBe(true)
        }
      }
    }
    expect(letters).toBeGreaterThan(500)
  })

  test('claims the right of its own place and no other', () => {
    const claims = {
      DE: /Article 21\(1\) of the General/,
      GB: /Article 21\(1\) of the UK GDPR/,
      CH: /FADP/,
      BR: /LGPD/,
      KR: /\(PIPA\)/,
      CA: /PIPEDA/,
      'US-CA': /CCPA/,
    }
    for (const region of REGIONS) {
      const text = written(catalog.services.find(({ slug }) => slug === 'linkedin') as Service, region)
      for (const [place, claim] of Object.entries(claims)) expect(claim.test(text), `${region}: ${claim}`).toBe(place === region)
    }
  })

  test('never objects where the law gives no right to object', () => {
    for (const service of catalog.services) {
      for (const region of ['CA', 'US-CA']) {
        const text = textFor(service, region)
        if (text !== null) expect(withoutQuotes(text), service.slug).not.toMatch(/\bobject|Stop using/i)
      }
    }
  })

  test('fits into two chat messages and loses no word on the way', () => {
    for (const service of catalog.services) {
      for (const region of REGIONS) {
        const status = at(service, region)
        const law = letterLaw(status)
        const letter = law === null ? null : letterFor(status, law, messages)
        if (letter === null) continue
        const pieces = letterPieces(letter, messages, 2_600)
        expect(pieces.length, service.slug).toBeLessThanOrEqual(2)
        expect(`${pieces.join('\n\n')}\n`).toBe(letterText(letter, messages))
      }
    }
  })
})

const withoutQuotes = (text: string) => text.replaceAll(/“[^”]*”/g, '').replaceAll(/\([^()]*https?:[^)]*\)/g, '')

test('a letter in full', () => {
  const service = aService({
    controllers: [
      {
        name: 'Example Ireland Ltd',
        jurisdictions: ['eea'],
        address: ['1 Quay', 'Dublin'],
        email: 'dpo@example.com',
        evidence: ['policy'],
      },
      { name: 'Example Inc.', jurisdictions: ['world'], evidence: ['policy'] },
    ],
    practices: [
      aPractice(),
      aPractice({ id: 'other', title: 'Other AI', uses: 'what you ask it', rules: [aRule({ default: 'unknown', evidence: [] })] }),
    ],
    evidence: [anEvidence({ dated: '2026-08-21' })],
  })
  expect(written(service, 'FR')).toBe(
    `${[
      '[your name]',
      '[your postal or e-mail address]',
      '[date]',
      'Example Ireland Ltd\n1 Quay\nDublin\ndpo@example.com',
      'Subject: Objection to the use of my personal data to train AI (Example)',
      'Dear data protection team,',
      'I use Example. You know me there by this user name or e-mail address:',
      '[user name or e-mail address of your account]',
      'Under Article 21(1) of the General Data Protection Regulation (GDPR) I object, on grounds relating to my particular situation, to the use of my personal data to train AI. You must stop it, unless you demonstrate compelling legitimate grounds which override my interests, rights and freedoms.',
      'This is what my letter is about:',
      '1. AI training: my posts and photos. You write: “We use your posts to train our AI models. You can turn this off.” (Example privacy policy, 21 August 2026, https://example.com/privacy)',
      '2. Other AI: what I ask it. Your texts do not say clearly whether you do this. If you do, this letter covers it.',
      'My particular situation:',
      '[what it means for you]',
      'I ask you to do the following:',
      '1. Stop using my personal data to train AI, in every use named above, and do not begin again. (Art. 21(1))',
      '2. Until you have shown such grounds, restrict the use of my data for this purpose. (Art. 18(1)(d))',
      '3. Delete the copies of my personal data that you keep for this purpose. (Art. 17(1)(c))',
      '4. Where you rely on my consent, treat this letter as its withdrawal. (Art. 7(3))',
      '5. Tell me which of my personal data you have used to train AI so far, for which models, and with whom you shared them. (Art. 15(1))',
      '6. If you refuse any of this, tell me the reasons. (Art. 12(4))',
      '7. Confirm in writing what you have done, within one month of receiving this letter. (Art. 12(3))',
      'If I hear nothing, I will turn to Commission Nationale de l’Informatique et des Libertés (CNIL).',
      'Yours faithfully,',
      '[your name]',
    ].join('\n\n')}\n`,
  )
})

test('a personal reason is asked for only where the law wants one', () => {
  const fields = (region: string) => {
    const status = at(aService(), region)
    const law = letterLaw(status)
    return law === null ? [] : letterFor(status, law, messages)?.fields
  }
  expect(fields('DE')).toEqual(LETTER_FIELDS)
  expect(fields('GB')).toEqual(LETTER_FIELDS)
  for (const region of ['CH', 'BR', 'KR', 'CA', 'US-CA']) expect(fields(region), region).toEqual(['name', 'address', 'date', 'account'])
})

describe('whom to write to', () => {
  const controller = (name: string, jurisdictions: string[]) => ({ name, jurisdictions, evidence: ['policy'] })
  const form = aControl({ id: 'form', kind: 'form', link: { url: 'https://example.com/form' }, steps: {} })

  test('the company of the narrowest place, without its name twice', () => {
    const service = aService({
      controllers: [
        controller('World Co', ['world']),
        { ...controller('Swiss Co', ['CH']), address: ['Swiss Co', 'Bern'] },
        controller('EEA Co', ['eea']),
      ],
    })
    expect(recipientOf(at(service, 'CH'))).toMatchObject({ controller: 'Swiss Co', address: ['Bern'] })
    expect(recipientOf(at(service, 'DE')).controller).toBe('EEA Co')
    expect(recipientOf(at(service, 'JP')).controller).toBe('World Co')
  })

  test('their form for objections before any other, and an address to write to when that is the way', () => {
    const service = aService({
      controllers: [{ ...controller('EEA Co', ['eea']), form: 'https://example.com/contact' }],
      practices: [
        aPractice({
          controls: [
            form,
            { ...form, id: 'weighed', weighed: true, link: { url: 'https://example.com/object' } },
            aControl({
              id: 'mail',
              kind: 'email',
              steps: { web: { steps: [{ send: 'privacy@example.com' }], evidence: ['policy'] } },
            }),
          ],
        }),
      ],
    })
    expect(recipientOf(at(service, 'DE'))).toMatchObject({ form: 'https://example.com/object', email: 'privacy@example.com' })
    expect(recipientOf(at(aService({ controllers: service.controllers as never }), 'DE')).form).toBe('https://example.com/contact')
  })

  test('when nothing is known the answer says so, and how to find out', () => {
    const status = at(aService(), 'DE')
    const law = letterLaw(status)
    if (law === null) throw new Error('expected a law')
    const text = noticeText(letterNotice(status, law, { messages, asked: { slug: 'example' }, publicUrl: null }))
    expect(text).toContain("We don't know which company decides on your data there. Example Inc. runs the service.")
    expect(text).toContain("We don't know the address. Look for “controller”, “contact” or “data protection officer” in the privacy policy")
  })
})

test('why there is no letter', () => {
  const words = (service: Service, region: string) => noLetterWords(at(service, region), messages, '/letter linkedin in DE')
  const never = aService({ practices: [aPractice({ rules: [aRule({ default: 'never' })], controls: [] })] })
  expect(words(never, 'DE')).toContain('There is nothing to object to.')
  expect(words(aService(), 'JP')).toBe('Japan: we know no law there that lets you object to AI training, so we have no letter.')
  expect(words(aService(), 'US')).toBe('United States: it depends on the state. We know the law of California, United States.')
  expect(words(aService(), 'world')).toBe(
    'Whether you can object depends on where you live. Name your country, for example: /letter linkedin in DE',
  )
})

test.each([
  ['your profile and posts', 'my profile and posts'],
  ['what you ask Gemini about your photos', 'what I ask Gemini about my photos'],
  ['public web pages about you', 'public web pages about me'],
  ['your activities and where you were', 'my activities and where I was'],
  ['what you ask Dia and the page you are on', 'what I ask Dia and the page I am on'],
  ['videos of young people', 'videos of young people'],
])('%s becomes %s', (theirs, mine) => {
  expect(inMyWords(theirs)).toBe(mine)
})
