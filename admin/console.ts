import type { Express } from 'express'
import { about, type Dependencies } from '../server/dependencies'
import { mostScanBytes } from '../server/domain/people/scans'
import { mostBytes } from '../server/use-cases/people/records/read-csv'
import { canonicalAddresses, spellAsRouted } from '../server/web/addresses/canonical-address'
import { createSite } from '../server/web/addresses/routers'
import { errorPages, notFound } from '../server/web/pages/errors'
import { readForms } from '../server/web/pages/form-body'
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
import { openLinksFromElsewhere } from './features/sign-in/links'
import { signInRoutes } from './features/sign-in/routes'
import { unreachableComRoutes } from './features/unreachable-coms/routes'
import { whereaboutsRoutes } from './features/whereabouts/routes'
import { yourPeopleRoutes } from './features/your-people/routes'
import { readUpload } from './forms/upload'
import { pageKernel } from './page/kernel'
import { consolePages } from './page/pages'

/** The staff console: its middleware and routes, in order. */
export function createConsole(dependencies: Dependencies): Express {
  const { config, database, log } = dependencies
  const production = config.environment === 'production'
  const show = consolePages(dependencies)
  const kernel = pageKernel(dependencies, show)
  const feature = { dependencies, show, ...kernel }
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
  app.use(identifyStaff(dependencies))
  app.post('/imports', readUpload('import', mostBytes))
  app.post('/pdus', readUpload('manage-pdus', mostBytes))
  app.post('/people/:prisonNumber/papers', readUpload('add-scan', mostScanBytes))
  app.use(readForms)
  app.use(refuseForgedForms)

  app.use(openLinksFromElsewhere(feature))
  app.use(signInRoutes(feature))
  app.use(setPasswordRoutes(feature))
  app.use(requireStaff)
  app.use(homeRoutes(feature))
  app.use(searchRoutes(feature))
  app.use(queueRoutes(feature))
  app.use(caseloadRoutes(feature))
  app.use(applicationRoutes(feature))
  app.use(paperRoutes(feature))
  app.use(scanRoutes(feature))
  app.use(peopleRoutes(feature))
  app.use(personRoutes(feature))
  app.use(assessmentRoutes(feature))
  app.use(consentRoutes(feature))
  app.use(correctionRoutes(feature))
  app.use(recordRoutes(feature))
  app.use(leavingRoutes(feature))
  app.use(whereaboutsRoutes(feature))
  app.use(unreachableComRoutes(feature))
  app.use(courtRoutes(feature))
  app.use(planRoutes(feature))
  app.use(overdueActionRoutes(feature))
  app.use(leavingPlanRoutes(feature))
  app.use(importRoutes(feature))
  app.use(serviceRoutes(feature))
  app.use(pageFeedbackRoutes(feature))
  app.use(serviceNoticeRoutes(feature))
  app.use(contentOverrideRoutes(feature))
  app.use(referralRoutes(feature))
  app.use(repliesRoutes(feature))
  app.use(comRequestRoutes(feature))
  app.use(enquiryRoutes(feature))
  app.use(notificationRoutes(feature))
  app.use(safetyRoutes(feature))
  app.use(yourPeopleRoutes(feature))
  app.use(reportRoutes(feature))
  app.use(accountRoutes(feature))
  app.use(coverRoutes(feature))
  app.use(pduComRoutes(feature))
  app.use(pduRoutes(feature))
  app.use(dutyPomRoutes(feature))
  app.use(auditRoutes(feature))
  app.use(jobRoutes(feature))
  app.use(ownPasswordRoutes(feature))
  app.use(dailyEmailRoutes(feature))
  app.use(outsideRequestRoutes(feature))
  app.use(rolesRoutes(feature))
  app.use(policyRoutes(feature))

  app.use(notFound)
  app.use(
    errorPages(
      (req, res, template, context, status) =>
        show(req, res, template, { ...context, typed: kernel.keptText(req.body) }, status),
      'console/error.njk',
      log,
    ),
  )
  return app
}
