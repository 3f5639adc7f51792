import connectPgSimple from 'connect-pg-simple'
import session, { type Store } from 'express-session'
import pg from 'pg'

const PgStore = connectPgSimple(session)

/**
 * A session store in the database, so that any process can serve any request.
 *
 * @param table `in_cell_session` or `staff_session`: the two sites share no sessions
 */
export function sessionStore(
  url: string,
  table: 'in_cell_session' | 'staff_session',
  lifetimeSeconds: number,
): {
  store: Store
  /** Seconds until a session ends; 0 for one that has ended. */
  secondsLeft: (id: string) => Promise<number>
  close: () => Promise<void>
} {
  const pool = new pg.Pool({ connectionString: url, max: 3, application_name: `resettlement-service ${table}` })
  pool.on('error', () => undefined)
  // Expired sessions are deleted by a job, once for all processes.
  const store = new PgStore({ pool, tableName: table, ttl: lifetimeSeconds, pruneSessionInterval: false })
  return {
    store,
    async secondsLeft(id) {
      const left = await pool.query<{ seconds: number }>(
        `select floor(extract(epoch from expire - now()))::int as seconds from ${table} where sid = $1 and expire > now()`,
        [id],
      )
      return left.rows[0]?.seconds ?? 0
    },
    async close() {
      store.close()
      await pool.end()
    },
  }
}
