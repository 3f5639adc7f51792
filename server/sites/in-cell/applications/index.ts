export { redirectWhenSent } from './draft-pages'
export { lateAnswerRoutes } from './expired-answers'
export { applicationRoutes } from './routes'
