import type { Config } from '../config.ts'

/** What a command of the command line may use of the process around it. */
export interface CliContext {
  /** Writes to stdout. */
  write(text: string): void
  /** The configuration, read when first needed. @throws {ConfigError} */
  config(): Config
}
