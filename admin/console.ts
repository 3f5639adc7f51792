import type { Express, Router } from 'express'
import { about, type Dependencies } from '../server/dependencies'
import { mostScanBytes } from '../server/domain/people/scans'
import { mostBytes } from '../server/use-cases/people/records/read-csv'
import { canonicalAddresses, spellAsRouted } from '../server/web/addresses/canonical-address'
import { createRouter, createSite } from '../server/web/addresses/routers'
import { errorPages, notFound } from '../server/web/pages/errors'
import { readForms, readFormWithForm } from '../server/web/pages/form-body'
import { routesOf } from '../server/web/pages/routes-of'
import { health, info } from '../server/web/process/health'
import { requestLog } from '../server/web/process/request-log'
import { securityHeaders } from '../server/web/responses/security-headers'
import { refuseForgedForms } from '../server/web/sessions/csrf'
import { sessions } from '../server/web/sessions/session'
import { identifyStaff, requireStaff } from './access/require-staff'
import { accountRoutes } from './features/accounts/routes'
import { applicationRoutes } from './features/application/routes'
import { assessmentRoutes } from './features/assessments/routes'
import { auditRoutes } from './features/audit/routes'
import { caseloadRoutes } from './features/caseload/routes'
import { comRequestRoutes } from './features/com-requests/routes'
import { consentRoutes } from './features/consents/routes'
import { contentOverrideRoutes } from './features/content-overrides/routes'
import { correctionRoutes } from './features/corrections/routes'
import { courtRoutes } from './features/court/routes'
import { coverRoutes } from './features/cover/routes'
import { dailyEmailRoutes } from './features/daily-email/routes'
import { dutyPomRoutes } from './features/duty-poms/routes'
import { enquiryRoutes } from './features/enquiries/routes'
import { homeRoutes } from './features/home/routes'
import { importRoutes } from './features/imports/routes'
import { jobRoutes } from './features/jobs/routes'
import { leavingPlanRoutes } from './features/leaving-plans/routes'
import { leavingRoutes } from './features/leaving/routes'
import { serviceRoutes } from './features/local-services/routes'
import { notificationRoutes } from './features/notifications/routes'
import { outsideRequestRoutes } from './features/outside-requests/routes'
import { overdueActionRoutes } from './features/overdue-actions/routes'
import { pageFeedbackRoutes } from './features/page-feedback/routes'
import { paperRoutes } from './features/paper/routes'
import { ownPasswordRoutes, setPasswordRoutes } from './features/passwords/routes'
import { pduComRoutes } from './features/pdu/routes'
import { pduRoutes } from './features/pdus/routes'
import { peopleRoutes } from './features/people/routes'
import { personRoutes } from './features/person/routes'
import { policyRoutes } from './features/policy/routes'
import { queueRoutes } from './features/queue/routes'
import { recordRoutes } from './features/records/routes'
import { referralRoutes } from './features/referrals/routes'
import { repliesRoutes } from './features/replies/routes'
import { reportRoutes } from './features/reports/routes'
import { planRoutes } from './features/resettlement-plan/routes'
import { rolesRoutes } from './features/roles/routes'
import { safetyRoutes } from './features/safety/routes'
import { scanRoutes } from './features/scans/routes'
import { searchRoutes } from './features/search/routes'
import { serviceNoticeRoutes } from './features/service-notices/routes'
import { keepExpiredForms } from './features/sign-in/expired-forms'
import { openLinksFromElsewhere } from './features/sign-in/links'
import { signInRoutes } from './features/sign-in/routes'
import { stayRoutes, tellTimeLeft } from './features/sign-in/time-left'
import { unreachableComRoutes } from './features/unreachable-coms/routes'
import { whereaboutsRoutes } from './features/whereabouts/routes'
import { yourPeopleRoutes } from './features/your-people/routes'
import { readUpload } from './forms/upload'
import { openFormAddresses } from './page/form-addresses'
import { countInFrame } from './page/frame-counts'
import { showAnswersToSignIn } from './page/kept-answers'
import { pageKernel } from './page/kernel'
import { consolePages, type ConsoleFeature } from './page/pages'

/** The staff console: its middleware and routes, in order. */
export function createConsole(dependencies: Dependencies): Express {
  const { config, database, log } = dependencies
  const production = config.environment === 'production'
  const show = consolePages(dependencies)
  const kernel = pageKernel(dependencies, show)
  const feature = { dependencies, show, ...kernel }
  const features = featuresOf(feature)
  const routes = routesOf(features)
  const app = createSite(config.trustProxy)

  app.use(securityHeaders(production))
  app.use(requestLog(log))
  app.use('/assets', dependencies.assets.serve)
  app.use(canonicalAddresses(spellAsRouted(app)))
  app.get(
    '/health',
    health(() => database.isReachable()),
  )
  app.get('/info', info(about(dependencies)))

  app.use(
    sessions({
      name: 'console',
      path: '/',
      secret: dependencies.sessionSecret,
      store: dependencies.staffSessions,
      secure: production,
    }),
  )
  app.use(tellTimeLeft(dependencies))
  app.use(identifyStaff(dependencies))
  app.use(showAnswersToSignIn(dependencies))
  app.use(countInFrame(dependencies))
  app.post('/imports', readUpload('import', mostBytes))
  app.post('/pdus', readUpload('manage-pdus', mostBytes))
  app.post('/people/:prisonNumber/papers', readUpload('add-scan', mostScanBytes))
  app.post('/sign-in', readFormWithForm)
  app.use(readForms)
  app.use(keepExpiredForms(feature, routes))
  app.use(refuseForgedForms)

  app.use(openLinksFromElsewhere(feature))
  app.use(stayRoutes())
  app.use(signInRoutes(feature))
  app.use(setPasswordRoutes(feature))
  app.use(requireStaff)
  app.use(openFormAddresses(feature, routes))
  app.use(features)

  app.use(notFound)
  app.use(
    errorPages(
      (req, res, template, context, status) =>
        show(req, res, template, { ...context, typed: kernel.keptText(req, res) }, status),
      'console/error.njk',
      log,
    ),
  )
  return app
}

/** Everything for staff who are signed in. */
function featuresOf(feature: ConsoleFeature): Router {
  const features = createRouter()
  features.use(homeRoutes(feature))
  features.use(searchRoutes(feature))
  features.use(queueRoutes(feature))
  features.use(caseloadRoutes(feature))
  features.use(applicationRoutes(feature))
  features.use(paperRoutes(feature))
  features.use(scanRoutes(feature))
  features.use(peopleRoutes(feature))
  features.use(personRoutes(feature))
  features.use(assessmentRoutes(feature))
  features.use(consentRoutes(feature))
  features.use(correctionRoutes(feature))
  features.use(recordRoutes(feature))
  features.use(leavingRoutes(feature))
  features.use(whereaboutsRoutes(feature))
  features.use(unreachableComRoutes(feature))
  features.use(courtRoutes(feature))
  features.use(planRoutes(feature))
  features.use(overdueActionRoutes(feature))
  features.use(leavingPlanRoutes(feature))
  features.use(importRoutes(feature))
  features.use(serviceRoutes(feature))
  features.use(pageFeedbackRoutes(feature))
  features.use(serviceNoticeRoutes(feature))
  features.use(contentOverrideRoutes(feature))
  features.use(referralRoutes(feature))
  features.use(repliesRoutes(feature))
  features.use(comRequestRoutes(feature))
  features.use(enquiryRoutes(feature))
  features.use(notificationRoutes(feature))
  features.use(safetyRoutes(feature))
  features.use(yourPeopleRoutes(feature))
  features.use(reportRoutes(feature))
  features.use(accountRoutes(feature))
  features.use(coverRoutes(feature))
  features.use(pduComRoutes(feature))
  features.use(pduRoutes(feature))
  features.use(dutyPomRoutes(feature))
  features.use(auditRoutes(feature))
  features.use(jobRoutes(feature))
  features.use(ownPasswordRoutes(feature))
  features.use(dailyEmailRoutes(feature))
  features.use(outsideRequestRoutes(feature))
  features.use(rolesRoutes(feature))
  features.use(policyRoutes(feature))
  return features
}
