import type { Service } from '../../core/service.ts'
import type { Path } from '../guide-source.ts'
import { REGULATOR_DOMAINS } from '../regulators.ts'
import type { Check } from './check.ts'

/** A button from this bot must never take people to somebody else's page. */
export const ownLinks: Check = {
  id: 'own-links',
  summary: 'Links people are sent to lie on the domains of the service or its owner’s other services, or on a regulator’s.',
  guideline: 'links-stay-at-home',
  check({ service }, { guides }) {
    const ofOwner = guides.filter((guide) => guide.service.owner === service.owner).flatMap((guide) => guide.service.domains)
    const domains = [...service.domains, ...ofOwner, ...REGULATOR_DOMAINS]
    return linksOf(service).flatMap(({ path, url }) => {
      const host = hostOf(url)
      if (host !== null && domains.some((domain) => isWithin(host, domain))) return []
      return [
        {
          path,
          message:
            host === null
              ? `"${url}" is not an https link.`
              : `The link goes to ${host}, which is neither ${service.name}’s nor a regulator’s.`,
          fix: 'Link to the service itself. List the domain under `domains`, or write `owner` exactly as in the guide that has it.',
        },
      ]
    })
  },
}

function linksOf(service: Service): { path: Path; url: string }[] {
  const links: { path: Path; url: string }[] = []
  const add = (path: Path, url: string | undefined) => {
    if (url !== undefined) links.push({ path, url })
  }
  service.practices.forEach((practice, index) => {
    practice.controls.forEach((control, at) => {
      const path: Path = ['practices', index, 'controls', at]
      add([...path, 'link', 'url'], control.link?.url)
      for (const [device, steps] of Object.entries(control.steps)) {
        steps?.steps.forEach((step, nth) => {
          if (step.kind === 'open' && step.target.includes('://')) add([...path, 'steps', device, 'steps', nth], step.target)
        })
      }
    })
    practice.caveats.forEach((caveat, at) => {
      add(['practices', index, 'caveats', at, 'link', 'url'], caveat.link?.url)
    })
  })
  service.alternatives.forEach((alternative, at) => {
    add(['alternatives', at, 'link', 'url'], alternative.link?.url)
  })
  add(['dataCopy', 'url'], service.dataCopy?.url)
  service.controllers.forEach((controller, at) => {
    add(['controllers', at, 'form'], controller.form)
  })
  return links
}

/** `null` for anything but a plain https address: no other scheme, no user name that could disguise the host. */
function hostOf(url: string): string | null {
  const parsed = URL.parse(url)
  if (parsed === null || parsed.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') return null
  return parsed.hostname
}

const isWithin = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`)
