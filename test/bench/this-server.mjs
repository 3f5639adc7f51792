import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { createService, listen } from './service.mjs'

const { createPortal } = createRequire(import.meta.url)('../../dist/server/portal.js')

listen(createServer(createPortal(createService())))
