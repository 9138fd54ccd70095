import type { Check } from './check.ts'

/** Links and subscriptions keep the slug for ever, so it must be plain where it lives. */
export const slugMatchesFile: Check = {
  id: 'slug-matches-file',
  summary: 'The file is named after its slug.',
  guideline: 'one-file-one-slug',
  check({ fileSlug, service }) {
    if (fileSlug === service.slug) return []
    return [
      {
        path: ['slug'],
        message: `The file is ${fileSlug}.yaml, its slug is "${service.slug}".`,
        fix: `Name the file ${service.slug}.yaml, or correct the slug.`,
      },
    ]
  },
}
