import type { RequestHandler } from 'express'

/** 200 when the process can serve, 503 when it cannot reach its database. */
export function health(isReachable: () => Promise<boolean>): RequestHandler {
  return async (_req, res) => {
    const up = await isReachable()
    res
      .status(up ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: up ? 'UP' : 'DOWN', database: up ? 'UP' : 'DOWN' })
  }
}

export interface About {
  readonly name: string
  readonly version: string
  readonly policy: string
  readonly activePrisons: () => Promise<readonly string[]>
}

/** Name, version, policy set and active prisons; in-cell home pages use it to show a tile. */
export function info({ name, version, policy, activePrisons }: About): RequestHandler {
  return async (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ name, version, policy, activePrisons: await activePrisons() })
  }
}
