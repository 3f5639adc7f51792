export { redirectWhenSent } from './filling-in/draft-in-request'
export { applicationRoutes } from './routes'
export { expiredHelpRoutes, helpRoutes, openHelpRoutes } from './help-now/help-routes'
