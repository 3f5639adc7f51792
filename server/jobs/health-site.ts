import type { Express } from 'express'
import type { Dependencies } from '../dependencies'
import { createSite } from '../web/addresses/routers'
import { health } from '../web/process/health'

/** What a process serves that only does jobs (`JOBS=only`): whether it can. */
export function createHealthSite({ config, database }: Dependencies): Express {
  const app = createSite(config.trustProxy)
  app.get(
    '/health',
    health(() => database.isReachable()),
  )
  app.use((_req, res) => void res.sendStatus(404))
  return app
}
