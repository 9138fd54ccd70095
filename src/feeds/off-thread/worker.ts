/** Inside the worker thread: loads the parsing module it is told and runs it on what it is given. */

import { parentPort } from 'node:worker_threads'
import type { Job, Report } from './off-thread.ts'

parentPort?.on('message', (job: Job) => {
  run(job).then(
    (value) => answer({ id: job.id, ok: true, value }),
    (error: unknown) =>
      answer({ id: job.id, ok: false, error: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown' }),
  )
})

async function run({ module, input }: Job): Promise<unknown> {
  const { parse }: { readonly parse: (input: unknown) => unknown } = await import(module)
  return await parse(input)
}

function answer(report: Report): void {
  parentPort?.postMessage(report)
}
