import type { Log, LogFields } from '../../src/core/ports/log.ts'

export interface RecordedLine {
  readonly level: keyof Log
  readonly fields: LogFields
  readonly message: string
}

/** A log that keeps its lines. */
export function createRecordingLog(): Log & { readonly lines: RecordedLine[] } {
  const lines: RecordedLine[] = []
  const at = (level: keyof Log) => (fields: LogFields, message: string) => void lines.push({ level, fields, message })
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
