/** How far long work is, on stderr: a bar on a terminal, a line now and then anywhere else. */

const REDRAW_MS = 150
const LINE_EVERY_MS = 10_000
const CELLS = 24

export interface Progress {
  step(done: number): void
  /** Clears the bar. */
  end(): void
}

interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** `total` is what is expected, or 0 when nobody counted; when it turns out wrong, the bar stays full. */
export function createProgress(output: Output, { total, what, now }: { total: number; what: string; now: () => number }): Progress {
  const isTerminal = output.isTTY === true
  let shownAt = now()
  return {
    step(done) {
      const at = now()
      if (at - shownAt < (isTerminal ? REDRAW_MS : LINE_EVERY_MS)) return
      shownAt = at
      const share = total === 0 ? 1 : Math.min(1, done / total)
      if (isTerminal) output.write(`\r${bar(share)} ${done} of ${total} ${what}`)
      else output.write(total === 0 ? `${done} ${what}\n` : `${done} of ${total} ${what}\n`)
    },
    end() {
      if (isTerminal) output.write('\r\u001b[K')
    },
  }
}

function bar(share: number): string {
  const full = Math.round(share * CELLS)
  return `[${'#'.repeat(full)}${'.'.repeat(CELLS - full)}] ${String(Math.round(share * 100)).padStart(3)} %`
}
