/** Parsers that misbehave, one by what it is given. */

export function parse(input: unknown): unknown {
  switch (input) {
    case 'throw':
      throw new Error('no')
    case 'spin':
      for (;;);
    case 'hoard': {
      const kept: string[][] = []
      for (let n = 0; ; n++) kept.push(Array.from({ length: 10_000 }, (_, item) => `${n}-${item}`))
    }
    case 'exit':
      return process.exit(3)
    case 'environment':
      return Object.keys(process.env)
    default:
      return { said: input }
  }
}
