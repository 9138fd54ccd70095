import type { Service } from '../../core/service.ts'
import type { Path } from '../guide-source.ts'
import { fold } from '../lookup.ts'
import type { Check, Guide, Problem } from './check.ts'

/** A name that means two services answers for the wrong one half of the time. */
export const namesUnique: Check = {
  id: 'names-unique',
  summary: 'A name, alias, product or domain belongs to one service.',
  guideline: 'one-name-one-service',
  check(guide, { guides }) {
    const seen = new Set<string>()
    return namesOf(guide.service).flatMap(({ path, name, isDomain }): Problem[] => {
      const key = isDomain ? name : fold(name)
      // Spelling variants of one name ("linked in", "linked-in") may stand side by side; the very same word twice is a slip.
      const word = `${isDomain} ${name.toLowerCase()}`
      if (seen.has(word)) return [{ path, message: `"${name}" is listed twice in this guide.`, fix: 'Remove one of the two.' }]
      seen.add(word)
      const other = guides.find((each) => each.service.slug !== guide.service.slug && claims(each, key, isDomain))
      if (other === undefined) return []
      return [
        {
          path,
          message: `"${name}" also belongs to ${other.service.name} (${other.fileSlug}.yaml).`,
          fix: isDomain
            ? 'Leave it to the service people mean by it. Links to it stay allowed when `owner` reads the same in both guides.'
            : 'Leave it to the service people mean by it. A word inside several names is found without being listed.',
        },
      ]
    })
  },
}

function claims({ service }: Guide, key: string, isDomain: boolean): boolean {
  if (isDomain) return service.domains.includes(key)
  return namesOf(service).some((each) => !each.isDomain && fold(each.name) === key)
}

function namesOf(service: Service): { path: Path; name: string; isDomain: boolean }[] {
  const list = (key: 'aliases' | 'products' | 'domains') =>
    service[key].map((name, at) => ({ path: [key, at], name, isDomain: key === 'domains' }))
  const nameAndSlug = fold(service.name) === fold(service.slug) ? [] : [{ path: ['slug'], name: service.slug, isDomain: false }]
  return [
    { path: ['name'], name: service.name, isDomain: false },
    ...nameAndSlug,
    ...list('aliases'),
    ...list('products'),
    ...list('domains'),
  ]
}
