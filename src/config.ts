/** Environment to typed configuration, once, at boot. Every problem is reported at once, by the variable's name and never its value. */

import { z } from 'zod'
import { parseJurisdiction } from './core/jurisdiction.ts'
import { parseTimeZone } from './core/local-time.ts'
import type { PersonRef } from './core/subscription.ts'

const blankIsAbsent = (value: unknown) =>
  typeof value === 'string' && value.trim() === '' ? undefined : typeof value === 'string' ? value.trim() : value

const text = <T extends z.ZodType>(inner: T) => z.preprocess(blankIsAbsent, inner)

const httpUrl = (what: string) => z.url({ protocol: /^https?$/, error: `must be a web address, such as ${what}` })

const printable = z.string().regex(/^[\x21-\x7e]+$/, 'must have no spaces or control characters; copy it again')

function isDecodable(address: string): boolean {
  try {
    decodeURIComponent(address)
    return true
  } catch {
    return false
  }
}

/** `discord:<user id>` or `slack:<team id>/<user id>`. */
function parseOperator(typed: string): PersonRef | null {
  const [, chatPlatform, userId = ''] = /^(discord|slack):(\d{1,20}|[A-Z0-9]{2,20}\/[A-Z0-9]{2,20})$/.exec(typed) ?? []
  if (chatPlatform === 'discord' && !userId.includes('/')) return { chatPlatform, userId }
  return chatPlatform === 'slack' && userId.includes('/') ? { chatPlatform, userId } : null
}

const Environment = z.object({
  DISCORD_TOKEN: text(printable.optional()),
  DISCORD_API_URL: text(httpUrl('https://discord.com/api').default('https://discord.com/api')),
  SLACK_BOT_TOKEN: text(printable.regex(/^xox[be]/, 'must be a bot token, which starts with xoxb-').optional()),
  SLACK_APP_TOKEN: text(printable.regex(/^xapp-/, 'must be an app-level token, which starts with xapp-').optional()),
  SLACK_SIGNING_SECRET: text(printable.optional()),
  SLACK_API_URL: text(httpUrl('https://slack.com/api/').default('https://slack.com/api/')),
  DATABASE_URL: text(
    z
      .url({
        protocol: /^postgres(ql)?$/,
        error:
          'must be a PostgreSQL address, such as postgresql://optout:password@localhost:5432/optout; write special characters of the password as %XX',
      })
      .refine(isDecodable, 'has a % that begins no character; write a % of the password as %25')
      .optional(),
  ),
  DATA_DIR: text(z.string().default('./data')),
  HOST: text(z.string().default('127.0.0.1')),
  PORT: text(
    z.coerce
      .number('must be a port number from 0 to 65535')
      .int('must be a whole number')
      .min(0, 'must be 0 to 65535')
      .max(65_535, 'must be 0 to 65535')
      .default(3000),
  ),
  PUBLIC_URL: text(
    httpUrl('https://optout.example.org')
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
  ),
  OPERATORS: text(
    z
      .string()
      .transform((list, context) => {
        const people = list.split(/[\s,]+/).filter((each) => each !== '')
        const found = people.map(parseOperator)
        if (found.every((each) => each !== null)) return found
        context.addIssue({ code: 'custom', message: 'must name people, such as discord:123456789012345678,slack:T012AB3CD/U012AB3CD' })
        return z.NEVER
      })
      .default([]),
  ),
  DEADLINE_DAYS: text(
    z
      .string()
      .regex(/^\d{1,2}(\s*,\s*\d{1,2}){0,4}$/, 'must be up to five numbers of days from 1 to 60, such as 14,3,1')
      .transform((list) => [...new Set(list.split(',').map(Number))].sort((a, b) => b - a))
      .refine((days) => days.every((each) => each >= 1 && each <= 60), 'must be up to five numbers of days from 1 to 60, such as 14,3,1')
      .default([14, 3, 1]),
  ),
  DEFAULT_REGION: text(
    z
      .string()
      .transform((region, context) => {
        const code = parseJurisdiction(region)
        if (code !== null) return code
        context.addIssue({ code: 'custom', message: 'must be a country, a US state or eu, such as DE, US-CA or eu' })
        return z.NEVER
      })
      .default('world'),
  ),
  DEFAULT_LOCALE: text(
    z
      .string()
      .refine((tag) => {
        try {
          return Intl.getCanonicalLocales(tag).length === 1
        } catch {
          return false
        }
      }, 'must be a language tag, such as en or de')
      .default('en'),
  ),
  DEFAULT_ZONE: text(
    z
      .string()
      .refine((zone) => parseTimeZone(zone) !== null, 'must be a time zone, such as Europe/Berlin')
      .default('UTC'),
  ),
  LOG_LEVEL: text(
    z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be one of fatal, error, warn, info, debug, trace, silent')
      .default('info'),
  ),
  OPTOUT_TRY: text(z.enum(['auto', 'on', 'off'], 'must be auto, on or off').default('auto')),
})

/** Names of all variables this version reads; `.env.example` is tested against it. */
export const VARIABLES: readonly string[] = Object.keys(Environment.shape)

export interface SlackConfig {
  readonly botToken: string
  readonly apiUrl: string
  /** Socket Mode, or HTTP with request signing. */
  readonly via: { readonly kind: 'socket'; readonly appToken: string } | { readonly kind: 'http'; readonly signingSecret: string }
}

export interface Config {
  readonly discord: { readonly token: string; readonly apiUrl: string } | null
  readonly slack: SlackConfig | null
  /** A `postgresql://` address with its password, or `null` to keep everything in `dataDir`. */
  readonly databaseUrl: string | null
  readonly dataDir: string
  readonly host: string
  readonly port: number
  readonly publicUrl: string | null
  /** Who runs this bot. */
  readonly operators: readonly PersonRef[]
  /** Days before a change takes effect on which followers who may want to act are told again; descending. */
  readonly deadlineDays: readonly number[]
  readonly defaults: { readonly region: string; readonly locale: string; readonly zone: string }
  readonly logLevel: string
  /** The practice chat: `auto` offers it only when no chat platform is connected. */
  readonly practice: boolean
}

/** Says which variables to mend. Its message never holds a value. */
export class ConfigError extends Error {
  readonly problems: readonly { readonly variable: string; readonly problem: string }[]
  constructor(problems: ConfigError['problems']) {
    super(
      `The configuration needs attention:\n${problems.map(({ variable, problem }) => `  ${variable} ${problem}`).join('\n')}\nSet these in the environment or in .env, and start again.`,
    )
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** Reads the whole configuration. @throws {ConfigError} with every problem at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(environment)
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), problem: issue.message }))
  const has = (name: string) => (environment[name] ?? '').trim() !== ''
  if (has('SLACK_BOT_TOKEN') && !has('SLACK_APP_TOKEN') && !has('SLACK_SIGNING_SECRET')) {
    problems.push({
      variable: 'SLACK_APP_TOKEN',
      problem: 'is missing: Slack needs it (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside SLACK_BOT_TOKEN',
    })
  }
  if (!has('SLACK_BOT_TOKEN') && (has('SLACK_APP_TOKEN') || has('SLACK_SIGNING_SECRET'))) {
    problems.push({ variable: 'SLACK_BOT_TOKEN', problem: 'is missing: the other Slack variables are set' })
  }
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  const env = parsed.data
  const connected = env.DISCORD_TOKEN !== undefined || env.SLACK_BOT_TOKEN !== undefined
  return {
    discord: env.DISCORD_TOKEN === undefined ? null : { token: env.DISCORD_TOKEN, apiUrl: env.DISCORD_API_URL.replace(/\/+$/, '') },
    slack: slackFrom(env),
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: env.DATA_DIR,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? null,
    operators: env.OPERATORS,
    deadlineDays: env.DEADLINE_DAYS,
    defaults: { region: env.DEFAULT_REGION, locale: env.DEFAULT_LOCALE, zone: env.DEFAULT_ZONE },
    logLevel: env.LOG_LEVEL,
    practice: env.OPTOUT_TRY === 'on' || (env.OPTOUT_TRY === 'auto' && !connected),
  }
}

function slackFrom(env: z.infer<typeof Environment>): SlackConfig | null {
  if (env.SLACK_BOT_TOKEN === undefined) return null
  const base = { botToken: env.SLACK_BOT_TOKEN, apiUrl: env.SLACK_API_URL.endsWith('/') ? env.SLACK_API_URL : `${env.SLACK_API_URL}/` }
  if (env.SLACK_APP_TOKEN !== undefined) return { ...base, via: { kind: 'socket', appToken: env.SLACK_APP_TOKEN } }
  return env.SLACK_SIGNING_SECRET === undefined ? null : { ...base, via: { kind: 'http', signingSecret: env.SLACK_SIGNING_SECRET } }
}
