/** Where a letter about somebody's data goes: the company a guide names for their place, else the way to object it knows, else nothing. */

import { covers, narrowness } from '../core/jurisdiction.ts'
import type { Controller, Jurisdiction } from '../core/service.ts'
import type { PracticeStatus, ServiceStatus } from './status.ts'

export interface Recipient {
  /** The company that decides on the data there; `null` when the guide names none. */
  readonly controller: string | null
  /** A line an item, without the company's name. */
  readonly address: readonly string[]
  readonly email: string | null
  /** A form for objections or privacy requests. */
  readonly form: string | null
}

/** Practices somebody may have something to object to: they are used, or nobody knows. */
export function practicesInQuestion({ practices }: ServiceStatus): readonly PracticeStatus[] {
  return practices.filter((practice) => practice.default === 'always' || practice.default === 'on' || practice.default === 'unknown')
}

/** Whom to write to about this service from the place asked about. */
export function recipientOf(status: ServiceStatus): Recipient {
  const controller = controllerIn(status.service.controllers, status.question.region)
  const controls = practicesInQuestion(status).flatMap(({ controls }) => controls)
  // An objection they weigh before any other form: that one is made for this.
  const form = controls.filter(({ kind, link }) => kind === 'form' && link !== undefined).toSorted(weighedFirst)[0]?.link?.url
  const mail = controls
    .filter(({ kind }) => kind === 'email')
    .flatMap(({ steps }) => Object.values(steps).flatMap(({ steps: each }) => each))
    .find((step) => step.kind === 'send')
  return {
    controller: controller?.name ?? null,
    address: (controller?.address ?? []).filter((line) => line !== controller?.name),
    email: controller?.email ?? (mail?.kind === 'send' ? mail.to : null),
    form: form ?? controller?.form ?? null,
  }
}

const weighedFirst = (a: { readonly weighed?: boolean | undefined }, b: { readonly weighed?: boolean | undefined }) =>
  Number(b.weighed === true) - Number(a.weighed === true)

/** The one named for the narrowest place that holds this one. */
function controllerIn(controllers: readonly Controller[], region: Jurisdiction): Controller | undefined {
  const rankOf = ({ jurisdictions }: Controller) =>
    Math.max(...jurisdictions.map((place) => (covers(place, region) ? narrowness(place) : -1)))
  return controllers.filter((controller) => rankOf(controller) >= 0).toSorted((a, b) => rankOf(b) - rankOf(a))[0]
}
