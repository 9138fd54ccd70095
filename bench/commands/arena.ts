/** Our bot and a bare one side by side, each in its own process with its own fake chat platform, under the same work by turns. */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Pace } from '../support/bench.ts'
import { type Figure, figureOf } from '../support/figure.ts'
import { flatOut, steadily } from '../support/load.ts'
import type { MeasuredChild } from '../support/measured-child.ts'
import { quantile } from '../support/statistics.ts'
import type { Question, Questions } from './questions.ts'

/** One bot and the people who use it. */
export interface Side {
  readonly child: MeasuredChild
  /** Asks and waits for the answer: milliseconds from the chat platform's sending to the answer's arrival. Rejects without an answer. */
  ask(question: Question): Promise<number>
  /** Lets the fake forget what it remembers, between measurements. */
  forget(): void
  /** What the bot did that the chat platform would refuse. */
  readonly violations: readonly string[]
  stop(): Promise<void>
}

export interface Arena {
  readonly ours: Side
  readonly bare: Side
  /** What the bare bot is made of. */
  readonly bareName: string
  readonly same: Questions
  readonly mixed: Questions
  /** Each from somebody the bot has never met, where that costs more. */
  readonly newcomers?: Questions
}

/** Commands a second at the steady rate: far more than a self-hosted bot meets, and well below what one core can do. */
const STEADY_PER_SECOND = 100
/** Unfinished commands kept up when measuring the greatest rate. */
const CONCURRENCY = 32
/** So long before anything counts: at a hundred commands a second, both would soon run as compiled code. */
const WARM_UP_MS = 4_000

interface Targets {
  readonly cpu?: number
  readonly p50?: number
  readonly p99?: number
}
const TARGETS: Targets = { cpu: 1.5, p50: 1.25, p99: 1.5 }
const NO_TARGETS: Targets = {}

/** Runs all measurements of one arena and ends it. Throws when a bot left a command unanswered or did what its chat platform forbids. */
export async function measureArena(bench: string, arena: Arena, pace: Pace): Promise<readonly Figure[]> {
  try {
    for (const side of [arena.ours, arena.bare]) await warmUp(side, arena)
    const figures = [
      ...(await measureSteady(bench, 'one guide', arena, arena.same, pace)),
      ...(await measureSteady(bench, 'mixed', arena, arena.mixed, pace)),
      await measureMost(bench, arena, pace),
      ...(arena.newcomers === undefined ? [] : await measureSteady(bench, 'newcomers', arena, arena.newcomers, pace, NO_TARGETS)),
    ]
    for (const side of [arena.ours, arena.bare]) {
      if (side.violations.length > 0) throw new Error(`${bench}: ${side.violations.slice(0, 3).join('; ')}`)
    }
    return figures
  } finally {
    await Promise.all([arena.ours.stop(), arena.bare.stop()])
  }
}

/** Asks as fast as answers come, until both bots run as compiled code. */
export async function warmUp(side: Side, { same, mixed }: Pick<Arena, 'same' | 'mixed'>): Promise<void> {
  let asked = 0
  const either = () => {
    asked += 1
    return side.ask(asked % 2 === 0 ? same() : mixed())
  }
  await flatOut(either, { concurrency: CONCURRENCY, forMs: WARM_UP_MS })
  side.forget()
}

/** What one measurement at the steady rate found. */
export interface Slot {
  readonly cpuUsPerCommand: number
  readonly tookMs: readonly number[]
}

async function measureSteady(
  bench: string,
  what: string,
  arena: Arena,
  questions: Questions,
  pace: Pace,
  targets = TARGETS,
): Promise<readonly Figure[]> {
  const { ours, bare } = await byTurns(arena, pace.rounds, (side) => steadySlot(side, questions, pace.slotMs))
  const compared = (name: string, unit: Figure['unit'], of: (slot: Slot) => number, target: number | undefined) =>
    figureOf({
      bench,
      what: `${what}: ${name}`,
      unit,
      ours: ours.map(of),
      baseline: { name: arena.bareName, values: bare.map(of) },
      ...(target === undefined ? {} : { target }),
    })
  return [
    compared('processor time per command', 'µs', (slot) => slot.cpuUsPerCommand, targets.cpu),
    compared('answer p50', 'ms', (slot) => quantile(slot.tookMs, 0.5), targets.p50),
    compared('answer p99', 'ms', (slot) => quantile(slot.tookMs, 0.99), targets.p99),
  ]
}

/** A hundred commands a second for a while. */
export async function steadySlot(side: Side, questions: Questions, forMs: number): Promise<Slot> {
  const before = await side.child.cpuUs()
  const tookMs = await steadily(() => side.ask(questions()), { perSecond: STEADY_PER_SECOND, forMs })
  const after = await side.child.cpuUs()
  side.forget()
  return { cpuUsPerCommand: (after - before) / tookMs.length, tookMs }
}

async function measureMost(bench: string, arena: Arena, pace: Pace): Promise<Figure> {
  const { ours, bare } = await byTurns(arena, pace.rounds, async (side) => {
    const perSecond = await flatOut(() => side.ask(arena.mixed()), { concurrency: CONCURRENCY, forMs: pace.slotMs / 2 })
    side.forget()
    return perSecond
  })
  return figureOf({ bench, what: 'mixed: greatest rate', unit: '/s', ours, baseline: { name: arena.bareName, values: bare } })
}

/** Ours, bare, bare, ours, …: what disturbs the machine meets both alike. */
async function byTurns<T>({ ours, bare }: Arena, rounds: number, measure: (side: Side) => Promise<T>): Promise<{ ours: T[]; bare: T[] }> {
  const found: { ours: T[]; bare: T[] } = { ours: [], bare: [] }
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
      await sleep(50)
      found[name].push(await measure(name === 'ours' ? ours : bare))
    }
  }
  return found
}
