import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { paperWriters, type Person } from '../../../server/database'
import { findFormByCode, forms, type Form } from '../../../server/domain/applications'
import { enterPaperForm } from '../../../server/use-cases/applications/enter-paper-form'
import { formFacts } from '../../../server/use-cases/applications/form-facts'
import { PageError } from '../../../server/web/errors'
import { dayField } from '../../forms/day-field'
import { oneOf, parseForm } from '../../forms/form'
import { say, type ConsoleFeature } from '../../page/pages'
import { can, may, scopeFor } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentPaperErrors, presentPaperForm, presentPick } from './presenter'
import { readAnswers } from './read-answers'

const entryForm = z.object({ entryId: z.uuid() })

/** Entering what somebody filled in by hand: all questions of a form on one page, from its declaration. */
export function paperRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database, words, config } = dependencies
  const find = personFinder(database)
  const t = words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber/paper'

  router.get(address, may('enter-paper-form'), async (req, res) => {
    const person = await find(req, res)
    await audit(req, res, person)
    show(req, res, 'console/paper/pick.njk', presentPick(person, formsFor(person, res), config.portalUrl, t))
  })

  router.get(`${address}/:form`, may('enter-paper-form'), async (req, res) => {
    const person = await find(req, res)
    const form = formNamed(req, res, person)
    await audit(req, res, person)
    const page = presentPaperForm({ form, person, t, body: {}, entryId: randomUUID() })
    show(req, res, 'console/paper/enter.njk', page)
  })

  router.post(`${address}/:form`, may('enter-paper-form'), async (req, res) => {
    const person = await find(req, res)
    const form = formNamed(req, res, person)
    const entry = parseForm(entryForm, req.body)
    if (!entry.ok) throw new PageError(400, 'bad-request')
    const { entryId } = entry.value
    const body = req.body as Readonly<Record<string, unknown>>
    const about = parseForm(aboutPaper(), body)
    const read = readAnswers(form, body, formFacts(person))
    if (!about.ok || read.faults.length > 0) {
      const errors = presentPaperErrors(form, about.ok ? [] : about.faults, read, t)
      await audit(req, res, person)
      const page = presentPaperForm({ form, person, t, body, entryId })
      return show(req, res, 'console/paper/enter.njk', { ...page, errors }, 422)
    }
    const staff = staffOf(res)
    const sent = await perform(enterPaperForm, {
      staff,
      scope: scopeFor(staff),
      prisonNumber: person.prisonNumber,
      entryId,
      form,
      answers: read.answers,
      language: about.value.language,
      paper: { dated: about.value.dated, filledInBy: about.value['filled-in-by'] },
      words,
      fromAddress: req.ip,
    })
    if (!sent) throw new PageError(404, 'not-found')
    const { reference } = sent.application
    const inScope = await database.applications.findInScope(reference, scopeFor(staff))
    if (sent.kind === 'open-already') {
      await audit(req, res, person)
      const href = inScope ? `/applications/${reference}` : `/people/${person.prisonNumber}`
      const errors = [{ href, text: t('console/paper:enter.open-already', { reference }) }]
      const page = presentPaperForm({ form, person, t, body, entryId })
      return show(req, res, 'console/paper/enter.njk', { ...page, errors }, 409)
    }
    say(req, 'paper-entered')
    res.redirect(303, inScope ? `/applications/${reference}` : `/people/${person.prisonNumber}`)
  })

  function aboutPaper() {
    return z.object({
      dated: dayField(dependencies.today()),
      'filled-in-by': oneOf(paperWriters),
      language: oneOf(['en', 'cy']),
    })
  }

  function formNamed(req: Request, res: Response, person: Person): Form {
    const form = findFormByCode(String(req.params.form))
    if (!form || !formsFor(person, res).includes(form)) throw new PageError(404, 'not-found')
    return form
  }

  async function audit(req: Request, res: Response, person: Person): Promise<void> {
    await database.audit.record({
      ...auditedBy(req, res),
      personId: person.id,
      action: 'person-viewed',
    })
  }

  return router
}

/** The forms of the person's prison; the private one for those alone who may read what it becomes. */
function formsFor(person: Person, res: Response): readonly Form[] {
  const seesRestricted = can(staffOf(res).role, 'see-restricted')
  return forms.filter(
    ({ estate, private: isPrivate }) =>
      (estate === undefined || estate === person.prisonEstate) && (!isPrivate || seesRestricted),
  )
}
