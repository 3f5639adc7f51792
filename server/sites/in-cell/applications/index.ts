export { redirectWhenSent } from './draft-in-request'
export { applicationRoutes } from './routes'
