/**
 * Loaded before the program (`node --import`): the machine's clock runs ahead of the real one, or behind it, by
 * `MACHINE_CLOCK_AHEAD_MS`. What the program does with time stays its own.
 */

const aheadMs = Number(process.env.MACHINE_CLOCK_AHEAD_MS ?? 0)
const RealDate = Date
const now = () => RealDate.now() + aheadMs

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
})
