/** Structured fields of one log line: ids, codes and counts. Never secrets, message bodies or person ids. */
export type LogFields = Readonly<Record<string, unknown>>

/** The part of a pino logger that is used: a fixed message with structured fields, so that lines can be counted. */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}
