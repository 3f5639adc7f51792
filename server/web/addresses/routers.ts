import express, { Router, type Express } from 'express'

/**
 * Makes a router that compares addresses letter by letter, so that what a page's own code reads in `req.path` is what
 * the router read. Express's default takes other letter case and a trailing slash too.
 */
export function createRouter(): Router {
  return Router({ caseSensitive: true, strict: true })
}

/** Makes the application of a site, with the same rule for addresses. */
export function createSite(trustProxy: number): Express {
  const site = express()
  site.disable('x-powered-by')
  site.enable('case sensitive routing')
  site.enable('strict routing')
  site.set('trust proxy', trustProxy)
  site.set('query parser', 'simple')
  return site
}
