import { Router, type Request, type Response } from 'express'
import type { Person } from '../../../server/database'
import { recordPersonsConsent, recordPersonsTakenBack } from '../../../server/use-cases/people/record-consent'
import { PageError } from '../../../server/web/errors'
import { parseIdempotencyKey } from '../../page/form-meta'
import { bodyForm, consentFields, consentForm, presentConsentForm } from '../../forms/consent-form'
import { formContext, parseForm, typedIn, type Fault } from '../../forms/form'
import { say, type ConsoleFeature } from '../../page/pages'
import { may } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { auditedBy, staffOf } from '../../access/signed-in-staff'

/** Consents that belong to no application: a person gives them in a talk, or on paper, and takes them back so. */
export function consentRoutes({ dependencies, show }: ConsoleFeature): Router {
  const { database } = dependencies
  const find = personFinder(database)
  const t = dependencies.words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber/consents'

  router.get(`${address}/new`, may('record-consent'), async (req, res) => {
    await showForm(req, res, await find(req, res))
  })

  router.post(address, may('record-consent'), async (req, res) => {
    const person = await find(req, res)
    const idempotencyKey = parseIdempotencyKey(req.path, req.body)
    if (!idempotencyKey) throw new PageError(400, 'bad-request')
    const form = parseForm(consentForm(dependencies.today()), req.body)
    if (!form.ok) return showForm(req, res, person, form.faults)
    const command = { ...form.value, staff: staffOf(res), person, fromAddress: req.ip, idempotencyKey }
    await recordPersonsConsent(database, dependencies.context(), command)
    say(req, 'consent-recorded')
    res.redirect(303, `/people/${person.prisonNumber}#consents`)
  })

  router.post(`${address}/taken-back`, may('record-consent'), async (req, res) => {
    const person = await find(req, res)
    const form = parseForm(bodyForm, req.body)
    if (!form.ok) throw new PageError(400, 'bad-request')
    const command = { ...form.value, staff: staffOf(res), person, fromAddress: req.ip }
    await recordPersonsTakenBack(database, dependencies.context(), command)
    say(req, 'consent-taken-back')
    res.redirect(303, `/people/${person.prisonNumber}#consents`)
  })

  async function showForm(req: Request, res: Response, person: Person, faults: readonly Fault[] = []): Promise<void> {
    await database.audit.record({ ...auditedBy(req, res), personId: person.id, action: 'person-viewed' })
    const context = {
      pageName: t('console/consents:form.person-page-name'),
      back: `/people/${person.prisonNumber}#consents`,
      name: `${person.firstName} ${person.lastName}`,
      prisonNumber: person.prisonNumber,
      address: `/people/${person.prisonNumber}/consents`,
      ...presentConsentForm(new Set(), typedIn(req.body, ['body', 'way']), t),
      ...formContext(req.body, consentFields, faults, t),
    }
    show(req, res, 'console/consents/record.njk', context, faults.length > 0 ? 422 : 200)
  }

  return router
}
