/** The `optout` command: reads the first word, hands over, and turns what went wrong into a sentence and an exit code. */

import type { CliContext } from './cli/context.ts'
import { UsageError } from './cli/usage-error.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { ConnectError } from './core/ports/chat-platform.ts'
import { FeedsFileError } from './feeds/feeds-file.ts'
import { ContentError } from './guides/content-error.ts'
import { StartError } from './start-error.ts'
import { DataDirError, DirectoryInUseError, StoreError } from './store/store-errors.ts'

const HELP = `optout: is it training AI on you, and how to stop it

  optout guide <service> [--region DE] [--account business] [--device ios] [--on 2025-11-03]
                         [--locale en] [--admin] [--as text|json|discord|slack|html]
  optout letter <service> --region DE [--account free] [--locale en] [--ascii]
                         [--as text|json|html|discord|slack]
  optout status [--region DE] [--account business] [--on 2025-11-03]
  optout changes --from 2025-11-01 --to 2025-11-30
  optout catalog [--figures]
  optout check [folder] [--quotes folder]
  optout new <slug> [--name Name]
  optout replay --collection <folder or address> [--since 2024-09-01] [--until 2025-12-31]
                [--service LinkedIn] [--explain <commit>] [--fresh]
  optout detect < pairs.jsonl
  optout due [--at 2026-11-22T09:00:00Z] [--send]
  optout outbox list [--waiting]
  optout outbox retry <number>|all
  optout outbox drop <number>
  optout operator
  optout backup <file>
  optout migrate
  optout serve

Every command has --json.
`

type Run = (argv: readonly string[], context: CliContext) => Promise<unknown>

/** Each is loaded when it is asked for: printing a guide needs no chat library. */
const COMMANDS: ReadonlyMap<string, () => Promise<Run>> = new Map<string, () => Promise<Run>>([
  ['guide', async () => (await import('./cli/guide.ts')).guide],
  ['letter', async () => (await import('./cli/letter.ts')).letter],
  ['status', async () => (await import('./cli/tables.ts')).status],
  ['changes', async () => (await import('./cli/tables.ts')).changes],
  ['catalog', async () => (await import('./cli/tables.ts')).catalog],
  ['check', async () => (await import('./cli/check.ts')).check],
  ['replay', async () => (await import('./cli/replay.ts')).replay],
  ['detect', async () => (await import('./cli/detect.ts')).detect],
  ['new', async () => (await import('./cli/new.ts')).newGuide],
  ['due', async () => (await import('./cli/due.ts')).due],
  ['outbox', async () => (await import('./cli/outbox.ts')).outbox],
  ['operator', async () => (await import('./cli/operator.ts')).operator],
  ['backup', async () => (await import('./cli/backup.ts')).backup],
  ['migrate', async () => (await import('./cli/migrate.ts')).migrate],
  ['serve', async () => (await import('./cli/serve.ts')).serve],
])

/** Errors whose message is a sentence for the operator; anything else is a bug and keeps its stack. */
const EXPECTED = [
  ConfigError,
  ConnectError,
  ContentError,
  DataDirError,
  DirectoryInUseError,
  FeedsFileError,
  StartError,
  StoreError,
] as const

async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined) throw new UsageError(HELP.trimEnd())
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(HELP)
    return 0
  }
  const load = COMMANDS.get(name)
  if (load === undefined) throw new UsageError(`We don't know the command "${name}". See: optout help`)
  const command = await load()
  return (await command(rest, { write: (text) => process.stdout.write(text), config: once(() => readConfig(process.env)) })) === false
    ? 1
    : 0
}

function once(make: () => Config): () => Config {
  let made: Config | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Without an `.env` the environment alone counts; one that cannot be read must not look like one that is not there. */
function loadEnvFile(): void {
  try {
    process.loadEnvFile('.env')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT') throw new StartError(`The file .env cannot be read (${code ?? 'unknown reason'}). Mend it, or move it away.`)
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0) // `optout status | head`
  throw error
})

try {
  loadEnvFile()
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  } else if (EXPECTED.some((kind) => error instanceof kind)) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  } else throw error
}
