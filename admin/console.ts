import express, { type Express } from 'express'
import type { Services } from '../server/services'

export const createConsole: (services: Services) => Express = () => {
  const app = express()
  app.get('/health', (_req, res) => {
    res.json({ status: 'ok' })
  })
  return app
}
