import type { Database } from '../database'
import type { Context } from './context'

/** Hands the database, the context and a command to a use case: the only way from a page to a write. */
export type Perform = <Rest extends readonly unknown[], Result>(
  useCase: (database: Database, context: Context, ...rest: Rest) => Result,
  ...rest: Rest
) => Result

/** @param dependencies with a context for each command, because it holds the time */
export function performWith({
  database,
  context,
}: {
  readonly database: Database
  readonly context: () => Context
}): Perform {
  return (useCase, ...rest) => useCase(database, context(), ...rest)
}
