import { pino, type Logger } from 'pino'
import type { Config } from '../../config'

/**
 * The service's log: one JSON object per line on standard error, without personal data.
 *
 * Database errors keep their code and stack but not their message, which can quote personal data.
 */
export function createLog(level: Config['logLevel']): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError } },
    pino.destination({ dest: 2, sync: true }),
  )
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const frames = (error.stack ?? '').split('\n').filter(line => line.startsWith('    at '))
  const { code, severity, table, constraint } = error as Error & Partial<Record<string, unknown>>
  const isFromDatabase = typeof severity === 'string'
  return {
    type: error.name,
    ...(isFromDatabase ? { severity, table, constraint } : { message: error.message }),
    code,
    stack: frames.join('\n'),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}
