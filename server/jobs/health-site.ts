import express, { type Express } from 'express'
import type { Dependencies } from '../dependencies'
import { health } from '../web/process/health'

/** What a process serves that only does jobs (`JOBS=only`): whether it can. */
export function createHealthSite({ database }: Dependencies): Express {
  const app = express()
  app.disable('x-powered-by')
  app.get(
    '/health',
    health(() => database.isReachable()),
  )
  app.use((_req, res) => void res.sendStatus(404))
  return app
}
