/**
 * Says why a job failed, for the queue and the console: the kind of error, its code, and the place in the code. Leaves
 * the message out, because it can quote personal data.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const { code, table, constraint } = error as Error & Partial<Record<string, unknown>>
  const known = [error.name, code, table, constraint].filter(part => typeof part === 'string' && part !== '')
  const place = placeIn(error.stack)
  return known.join(' ') + (place ? ` at ${place}` : '')
}

/** The innermost place in the service's own code. */
function placeIn(stack = ''): string | undefined {
  const own = /\(?[^\s(]*\/((?:server|admin|migrations)\/[^\s:)]+:\d+)/
  for (const line of stack.split('\n')) {
    const found = line.startsWith('    at ') && !line.includes('node_modules') ? own.exec(line) : null
    if (found) return found[1]
  }
  return undefined
}
