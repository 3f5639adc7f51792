import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import express from 'express'
import session from 'express-session'
import helmet from 'helmet'
import { createService, listen } from './service.mjs'

const { publicPages } = createRequire(import.meta.url)('../../dist/server/features/booklet/public-pages.js')

/** The same page as most services would send it: a session, headers and a template for each request. */
const pages = new Map(publicPages(createService()).map(page => [page.path, page]))
const app = express()
app.use(helmet())
app.use(session({ secret: 'for measuring alone', resave: false, saveUninitialized: false }))
app.get('/leaflet', (req, res) => {
  res.send(pages.get(req.path).html())
})

listen(createServer(app))
