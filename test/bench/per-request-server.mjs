import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import express from 'express'
import session from 'express-session'
import helmet from 'helmet'
import { createService, listen } from './service.mjs'

const { renderPublicPages } = createRequire(import.meta.url)('../../dist/server/sites/public/public-pages.js')

const { published, views, words } = createService()

/** What the service renders the leaflet from, once, when it starts. */
function leaflet() {
  const rendered = []
  const render = (...page) => {
    rendered.push(page)
    return views.render(...page)
  }
  renderPublicPages({ content: published.content, views: { render }, words, production: true })
  return rendered.find(([template, language]) => template === 'public/leaflet.njk' && language === 'en')
}

/** The same page as most services would send it: headers, a session and a template for each request. */
const page = leaflet()
const app = express()
app.use(helmet())
app.use(session({ secret: 'for measuring alone', resave: false, saveUninitialized: false }))
app.get('/leaflet', (_req, res) => {
  res.send(views.render(...page))
})

listen(createServer(app))
