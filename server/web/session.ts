import session, { type Store } from 'express-session'
import { Router, type RequestHandler } from 'express'

export interface SessionOptions {
  name: string
  path: string
  secret: string
  store: Store
  secure: boolean
}

/** One strict cookie a site, gone when the browser closes; how long it lives unused is the site's own rule. */
export function sessions({ name, path, secret, store, secure }: SessionOptions): Router {
  const router = Router()
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
 * Stores a session that was changed before an answer leads on. By itself express-session stores it between the first byte
 * of the answer and the last, and a browser follows the first: the next page would know the session from before, and
 * store that over what was changed.
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

/** Starts a new session for whoever has just signed in, so that an identifier from before is worth nothing. */
export function renewSession(session: session.Session): Promise<void> {
  return new Promise((resolve, reject) => {
    session.regenerate(error => (error ? reject(error as Error) : resolve()))
  })
}

export function endSession(session: session.Session): Promise<void> {
  return new Promise((resolve, reject) => {
    session.destroy(error => (error ? reject(error as Error) : resolve()))
  })
}

/** Waits until the session is stored, for a page that goes on by itself; a redirect waits anyway. */
export function saveSession(session: session.Session): Promise<void> {
  return new Promise((resolve, reject) => {
    session.save(error => (error ? reject(error as Error) : resolve()))
  })
}
