/** A command of the command line without a process around it: quick, for what it prints and refuses. */

import type { CliContext } from '../../src/cli/context.ts'
import { readConfig } from '../../src/config.ts'

type Command = (argv: readonly string[], context: CliContext) => Promise<unknown>

export interface Ran {
  /** What it wrote to stdout. */
  readonly output: string
  readonly result?: unknown
  /** What it threw. */
  readonly error?: unknown
}

/** Runs it in an environment that holds these variables only. */
export async function inProcess(
  command: Command,
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  let output = ''
  const write = (text: string) => {
    output += text
  }
  try {
    const result = await command(argv, { write, config: () => readConfig(environment) })
    return { output, result }
  } catch (error) {
    return { output, error }
  }
}

/** What it prints. Throws what it throws. */
export async function printed(command: Command, argv: readonly string[]): Promise<string> {
  const { output, error } = await inProcess(command, argv)
  if (error !== undefined) throw error
  return output
}
