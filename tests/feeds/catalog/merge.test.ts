import { expect, test } from 'vitest'
import { createCatalog } from '../../../src/core/catalog.ts'
import { mergeCatalogs } from '../../../src/feeds/catalog/merge.ts'
import { aService } from '../../guides/service-factory.ts'

test('our own files win, then the first of the others; a guide that answers to a taken name gives way whole', () => {
  const own = createCatalog([aService({ slug: 'figma', name: 'Figma', aliases: ['fig ma'], domains: ['figma.com'] })])
  const first = [
    aService({ slug: 'figma', name: 'Other Figma', aliases: [], domains: ['f1.example'] }),
    aService({ slug: 'figjam', name: 'FigJam', aliases: ['FIG-MA'], domains: ['f2.example'] }),
    aService({ slug: 'figma-sites', name: 'Figma Sites', aliases: [], domains: ['figma.com'] }),
    aService({ slug: 'notion', name: 'Notion', aliases: [], domains: ['notion.so'] }),
  ]
  const second = [
    aService({ slug: 'notion-labs', name: 'notion', aliases: [], domains: ['n.example'] }),
    aService({ slug: 'miro', name: 'Miro', aliases: [], domains: ['miro.com'] }),
  ]
  const { catalog, gaveWay } = mergeCatalogs(own, [first, second])
  expect(catalog.services.map(({ slug, name }) => `${slug} ${name}`)).toEqual(['figma Figma', 'miro Miro', 'notion Notion'])
  expect(gaveWay).toEqual(['figma', 'figjam', 'figma-sites', 'notion-labs'])
})
