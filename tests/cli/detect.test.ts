/** `optout detect`: JSONL in, JSONL out, in order, whatever single lines look like. */

import { describe, expect, test } from 'vitest'
import { detect } from '../../src/cli/detect.ts'
import { UsageError } from '../../src/cli/usage-error.ts'

const BEFORE = '# Privacy\n\nWe keep your photos safe.\n\nYou can delete them at any time.\n'
const AFTER =
  '# Privacy\n\nWe keep your photos safe.\n\nWe may use your photos to train our machine learning models.\n\nYou can delete them at any time.\n'
const pair = (id: string | number, before: string | null, after: string) =>
  JSON.stringify({ id, service: 'Pinhole', document: 'Privacy Policy', before, after })

async function run(chunks: readonly (string | Uint8Array)[], argv: readonly string[] = []) {
  let output = ''
  let complaints = ''
  const result = await detect(
    argv,
    {
      write: (text) => {
        output += text
      },
      config: () => {
        throw new Error('It needs no configuration.')
      },
    },
    {
      input: (async function* () {
        yield* chunks
      })(),
      complain: (text) => {
        complaints += text
      },
    },
  )
  return {
    result,
    complaints,
    answers: output
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

describe('lines that can be read', () => {
  test('are answered in order, each with its id and every field', async () => {
    const { result, answers } = await run([`${pair('a', BEFORE, AFTER)}\n${pair(2, AFTER, AFTER)}\n`])
    expect(result).toBe(true)
    expect(answers).toEqual([
      {
        id: 'a',
        relevant: true,
        score: expect.any(Number),
        kinds: ['new-use'],
        direction: 'worse',
        effectiveOn: null,
        passages: [{ after: 'We may use your photos to train our machine learning models.' }],
      },
      { id: 2, relevant: false, score: 0, kinds: [], direction: 'neutral', effectiveOn: null, passages: [] },
    ])
  })

  test('may arrive in pieces, cut inside a letter, and without a last line end', async () => {
    const bytes = new TextEncoder().encode(pair('ü', BEFORE, `${AFTER}\nÜber\u2028uns`))
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) => bytes.slice(index * 7, index * 7 + 7))
    const { answers } = await run(pieces)
    expect(answers.map(({ id, relevant }) => [id, relevant])).toEqual([['ü', true]])
  })

  test('have nothing to say about a first text on record', async () => {
    const { answers } = await run([`${pair('first', null, AFTER)}\n`])
    expect(answers[0]).toMatchObject({ relevant: false, score: 0 })
  })
})

describe('lines that cannot be read', () => {
  test('are named with their number, and the rest is still answered', async () => {
    const { result, answers, complaints } = await run([`${pair(1, BEFORE, AFTER)}\n\nnot json\n{"id":4}\n${pair(5, BEFORE, AFTER)}\n`])
    expect(result).toBe(false)
    expect(answers.map(({ id }) => id)).toEqual([1, 5])
    expect(complaints.split('\n')).toEqual([
      expect.stringMatching(/^Line 3: this is not JSON\./),
      expect.stringMatching(/^Line 4: "service" is not as expected/),
      '',
    ])
  })
})

test('words and flags it does not know are wrong use', async () => {
  await expect(run([], ['now'])).rejects.toThrow(UsageError)
  await expect(run([], ['--fast'])).rejects.toThrow(/This command knows --json/)
})
