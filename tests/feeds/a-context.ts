/** What a source may use, for sites of tests. */

import { createOffThread } from '../../src/feeds/off-thread/off-thread.ts'
import type { SourceContext } from '../../src/feeds/source-kind.ts'
import { createRecordingLog } from '../fakes/log.ts'
import { aFetcher } from './fetch/a-fetcher.ts'

/** Ends its thread when it is disposed of. */
export function contextOf(): SourceContext & AsyncDisposable {
  const offThread = createOffThread()
  return {
    fetcher: aFetcher(),
    offThread,
    dataDir: '/nowhere',
    log: createRecordingLog(),
    [Symbol.asyncDispose]: () => offThread.stop(),
  }
}
