/** What is counted, for Prometheus. Labels are closed sets: no ids, no names. */

import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { DeliveryOutcome } from './core/delivery.ts'
import type { LeasedDelivery, OutboxStore } from './core/ports/outbox-store.ts'

export type OutcomeCounter = (delivery: LeasedDelivery, outcome: DeliveryOutcome, retryAt: number | null) => void

export interface Metrics {
  readonly registry: Registry
  readonly countOutcome: OutcomeCounter
}

/** How often the event loop's delay is looked at. The default, every 10 ms, is most of what an idle bot does. */
const LOOP_LOOK_MS = 200

/** A registry of its own per process, so that tests can run several side by side. */
export function createMetrics(outbox: OutboxStore, services: number): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'optout_', eventLoopMonitoringPrecision: LOOP_LOOK_MS })
  new Gauge({ name: 'optout_guides', help: 'Services the catalog covers.', registers: [registry] }).set(services)
  new Gauge({
    name: 'optout_deliveries',
    help: 'Deliveries in the outbox by state.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      for (const [state, count] of Object.entries(await outbox.counts())) this.set({ state }, count)
    },
  })
  const outcomes = new Counter({
    name: 'optout_delivery_outcomes_total',
    help: 'What came of attempts to deliver, by chat platform, class and outcome.',
    labelNames: ['chat_platform', 'class', 'outcome'],
    registers: [registry],
  })
  return {
    registry,
    countOutcome: ({ destination, class: kind }, { kind: outcome }) =>
      outcomes.inc({ chat_platform: destination.chatPlatform, class: kind, outcome }),
  }
}
