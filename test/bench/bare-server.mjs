import { createServer } from 'node:http'
import { listen } from './service.mjs'

/** Sends what it was given first, and does nothing else: as fast as Node.js can be. */
process.once('message', ({ headers, body }) => {
  const bytes = Buffer.from(body, 'base64')
  const server = createServer((_req, res) => {
    res.writeHead(200, headers)
    res.end(bytes)
  })
  listen(server)
})
