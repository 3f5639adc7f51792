import type { Router } from 'express'
import type { Person } from '../../../server/database'
import { recordPersonsConsent, recordPersonsTakenBack } from '../../../server/use-cases/people/record-consent'
import { createRouter } from '../../../server/web/addresses/routers'
import { findPersonToAskAbout } from '../../access/person-finder'
import { bodyForm, consentForm, presentConsentForm } from '../../forms/consent-form'
import { redirect, view } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import type { Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'

/** Consents that belong to no application: a person gives them in a talk, or on paper, and takes them back so. */
export function consentRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const t = dependencies.words.in('en')
  const router = createRouter()
  const address = '/people/:prisonNumber/consents'
  const find = findPersonToAskAbout(dependencies.database)
  const consentsOf = (person: Person) => `/people/${person.prisonNumber}/facts#consents`

  const frame = personFrame(dependencies)
  const formPage: Screen<Person> = async visit => {
    const { found: person, typed } = visit
    return view(
      'consents/record.njk',
      {
        ...(await frame(visit, person, 'facts')),
        pageName: t('console/consents:form.person-page-name'),
        back: consentsOf(person),
        name: `${person.firstName} ${person.lastName}`,
        prisonNumber: person.prisonNumber,
        address: `/people/${person.prisonNumber}/consents`,
        ...presentConsentForm(new Set(), typed ?? {}, t),
      },
      { action: 'person-viewed', personId: person.id },
    )
  }

  router.get(`${address}/new`, page({ may: 'record-consent', find, show: formPage }))

  router.post(
    address,
    post({
      may: 'record-consent',
      find,
      meta: parseKeyMeta,
      form: consentForm(dependencies.today),
      again: formPage,
      run: async ({ by, found: person, meta, value }) => {
        await perform(recordPersonsConsent, { ...by, person, ...meta, ...value })
        return redirect(consentsOf(person), 'consent-recorded')
      },
    }),
  )

  router.post(
    `${address}/taken-back`,
    post({
      may: 'record-consent',
      find,
      form: bodyForm,
      run: async ({ by, found: person, value }) => {
        await perform(recordPersonsTakenBack, { ...by, person, ...value })
        return redirect(consentsOf(person), 'consent-taken-back')
      },
    }),
  )

  return router
}
