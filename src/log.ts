/** The log: one JSON line per event on stderr, without secrets, message bodies or people's ids. */

import { pino } from 'pino'
import type { Config } from './config.ts'
import type { Log } from './core/ports/log.ts'

/** Where lines go; stderr unless a test says otherwise. */
export type LogSink = { write(line: string): void }

/** `databaseUrl` is a secret as a whole, and so is the password in it. */
type LoggedConfig = Pick<Config, 'discord' | 'slack' | 'logLevel'> & Partial<Pick<Config, 'databaseUrl'>>

/** A logger that never writes a configured secret, not even inside the text of somebody else's error. */
export function createLog(config: LoggedConfig, sink: LogSink = pino.destination(2)): Log {
  const secrets = secretsOf(config)
  const clean = (text: string) => secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, '[secret]'), text)
  const described = (error: unknown) => describe(error, clean)
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      // `err` is pino's own name for an error; left to pino it would keep every field, the request with its token among them.
      serializers: { error: described, err: described, cause: described },
      redact: ['token', '*.token', 'authorization', '*.authorization', 'headers', '*.headers', 'secret', '*.secret'],
    },
    sink,
  )
}

function secretsOf({ discord, slack, databaseUrl }: LoggedConfig): readonly string[] {
  const secrets = [discord?.token, slack?.botToken, ...passwordsIn(databaseUrl ?? null)]
  if (slack?.via.kind === 'socket') secrets.push(slack.via.appToken)
  if (slack?.via.kind === 'http') secrets.push(slack.via.signingSecret)
  return secrets.filter((secret) => secret !== undefined && secret.length >= 8) as string[]
}

/** As written in the address, and as the server gets it. */
function passwordsIn(databaseUrl: string | null): readonly (string | undefined)[] {
  if (databaseUrl === null) return []
  const { password } = new URL(databaseUrl)
  return [databaseUrl, password, decodeURIComponent(password)]
}

/** What helps to find a fault; never the fields libraries hang on their errors, which hold requests with bodies and tokens. */
function describe(error: unknown, clean: (text: string) => string): unknown {
  if (!(error instanceof Error)) return clean(String(error))
  const { code, status } = error as { code?: unknown; status?: unknown }
  return {
    name: error.name,
    message: clean(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    stack: clean(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: describe(error.cause, clean) }),
  }
}
