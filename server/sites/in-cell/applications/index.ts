export { redirectWhenSent } from './draft-in-request'
export { applicationRoutes } from './routes'
export { expiredHelpRoutes, helpRoutes, openHelpRoutes } from './help-routes'
