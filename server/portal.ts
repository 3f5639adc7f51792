import express, { type Express } from 'express'
import type { Services } from './services'

export const createPortal: (services: Services) => Express = () => {
  const app = express()
  app.get('/health', (_req, res) => {
    res.json({ status: 'ok' })
  })
  return app
}
