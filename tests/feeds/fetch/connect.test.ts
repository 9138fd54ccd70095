import { expect, test } from 'vitest'
import { connect } from '../../../src/feeds/fetch/connect.ts'
import { guardUrl } from '../../../src/feeds/fetch/guard-url.ts'
import { allowOf } from './a-fetcher.ts'

test.each(['before it was asked', 'while it was asked'])(
  'a name that turns out not to exist after we gave up %s disturbs nobody',
  async (when) => {
    const unheard: unknown[] = []
    const listener = (reason: unknown) => unheard.push(reason)
    process.on('unhandledRejection', listener)
    try {
      const target = guardUrl('https://gone.example/terms', allowOf())
      if ('refused' in target) throw new Error(target.refused)
      const stop = new AbortController()
      if (when === 'before it was asked') stop.abort()
      let sayNo = (_error: Error) => {}
      const answer = new Promise<readonly string[]>((_, reject) => {
        sayNo = reject
      })
      const connecting = connect(target, { allow: allowOf(), resolve: () => answer, signal: stop.signal })
      stop.abort()
      expect(await connecting).toEqual({ fault: 'unavailable', code: 'stopped' })
      sayNo(new Error('getaddrinfo ENOTFOUND gone.example'))
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(unheard).toEqual([])
    } finally {
      process.off('unhandledRejection', listener)
    }
  },
)
