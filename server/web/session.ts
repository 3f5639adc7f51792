import session, { type Store } from 'express-session'
import type { RequestHandler } from 'express'

export interface SessionOptions {
  name: string
  path: string
  secret: string
  store: Store
  secure: boolean
}

/** One strict cookie a site, gone when the browser closes; how long it lives unused is the site's own rule. */
export function sessions({ name, path, secret, store, secure }: SessionOptions): RequestHandler {
  return session({
    name,
    secret,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: false,
    proxy: true,
    cookie: { path, httpOnly: true, sameSite: 'strict', secure },
  })
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

/** Waits until the session is stored, so that a redirect never arrives before it. */
export function saveSession(session: session.Session): Promise<void> {
  return new Promise((resolve, reject) => {
    session.save(error => (error ? reject(error as Error) : resolve()))
  })
}
