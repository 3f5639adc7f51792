export { redirectWhenSent } from './draft-pages'
export { lateAnswerRoutes } from './late-answers'
export { applicationRoutes } from './routes'
