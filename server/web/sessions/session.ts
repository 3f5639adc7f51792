import type { Router, RequestHandler } from 'express'
import session, { type Store } from 'express-session'
import { createRouter } from '../addresses/routers'

export interface SessionOptions {
  name: string
  path: string
  secret: string
  store: Store
  secure: boolean
}

/** One SameSite=Strict session cookie per site, deleted when the browser closes; each site sets its own idle time. */
export function sessions({ name, path, secret, store, secure }: SessionOptions): Router {
  const router = createRouter()
  router.use(
    session({
      name,
      secret,
      store,
      resave: false,
      saveUninitialized: false,
      rolling: false,
      proxy: true,
      cookie: { path, httpOnly: true, sameSite: 'strict', secure },
    }),
  )
  router.use(storeBeforeRedirect)
  return router
}

/**
 * Saves a changed session before a redirect is sent. By default express-session saves while the response is being
 * written, and browsers follow a redirect at its first byte: the next request would read the old session and save it
 * over the change.
 */
const storeBeforeRedirect: RequestHandler = (req, res, next) => {
  const before = JSON.stringify(req.session)
  const redirect = res.redirect.bind(res) as (status: number, address: string) => void
  const afterStoring = (status: number, address: string) => {
    if (req.session === undefined || JSON.stringify(req.session) === before) return redirect(status, address)
    req.session.save(error => (error ? next(error) : redirect(status, address)))
  }
  res.redirect = afterStoring as typeof res.redirect
  next()
}

/** Starts a new session at sign-in, which prevents session fixation. */
export function renewSession(session: session.Session): Promise<void> {
  return new Promise((resolve, reject) => {
    session.regenerate(error => (error ? reject(error as Error) : resolve()))
  })
}

/** Ends a session and removes it from the store. */
export function endSession(session: session.Session): Promise<void> {
  return new Promise((resolve, reject) => {
    session.destroy(error => (error ? reject(error as Error) : resolve()))
  })
}

/** Waits until the session is saved, for pages that refresh by themselves; redirects wait anyway. */
export function saveSession(session: session.Session): Promise<void> {
  return new Promise((resolve, reject) => {
    session.save(error => (error ? reject(error as Error) : resolve()))
  })
}
