export { redirectWhenSent } from './draft-pages'
export { applicationRoutes } from './routes'
