/** `optout backup FILE`: a copy of everything that is kept, while the bot runs. */

import { backupDirectory } from '../store/backup.ts'
import { oneWord, readArguments } from './arguments.ts'
import type { CliContext } from './context.ts'
import { UsageError } from './usage-error.ts'

/** Copies the embedded database. A database server has tools of its own for that, which it names. */
export async function backup(argv: readonly string[], { write, config }: CliContext): Promise<void> {
  const args = readArguments(argv, { json: 'switch' })
  const file = oneWord(args, 'Which file should the copy be written to? Try: optout backup optout-backup.db')
  const { databaseUrl, dataDir } = config()
  if (databaseUrl !== null) {
    throw new UsageError(`Everything is kept in PostgreSQL, which has its own way: pg_dump --format=custom --file=${file} "$DATABASE_URL"`)
  }
  await backupDirectory(dataDir, file)
  write(args.flags.json === true ? `${JSON.stringify({ file })}\n` : `Copied to ${file}.\n`)
}
