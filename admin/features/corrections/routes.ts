import type { Router } from 'express'
import { z } from 'zod'
import type { Person } from '../../../server/database'
import { correctFact, type CorrectableFact } from '../../../server/use-cases/people/records/correct-fact'
import { createRouter } from '../../../server/web/addresses/routers'
import { PageError } from '../../../server/web/pages/errors'
import { mayCorrect } from '../../access/permissions'
import { findPerson } from '../../access/person-finder'
import { parseForm, plainText } from '../../forms/form'
import { changed, gone, redirect, view } from '../../page/answers'
import { parseKeyMeta } from '../../page/form-meta'
import type { Find, FormReader, Screen } from '../../page/kernel'
import type { ConsoleFeature } from '../../page/pages'
import { personFrame } from '../../presenting/people/person-frame'
import { isCorrectable, valueField } from './fields'
import { presentCorrection } from './presenter'

interface PersonsFact {
  readonly person: Person
  readonly fact: CorrectableFact
}

const seenValue = z
  .string()
  .max(1000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('not ours')
      return z.NEVER
    }
  })

/** Facts of a person that staff correct, each with a reason. */
export function correctionRoutes({ dependencies, page, post, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = createRouter()
  const address = '/people/:prisonNumber/facts/:fact'
  const findThePerson = findPerson(database)

  const find: Find<PersonsFact> = async asker => {
    const fact = String(asker.req.params.fact)
    const person = await findThePerson(asker)
    if (!isCorrectable(fact)) return gone()
    if (!mayCorrect(asker.staff.role, fact)) throw new PageError(403, 'not-allowed')
    return { person, fact }
  }

  const form: FormReader<{ value: Person[CorrectableFact]; 'correction-reason': string }, PersonsFact> = {
    fields: ['value', 'correction-reason'],
    freeText: ['correction-reason'],
    read: (body, { found: { fact } }) =>
      parseForm(z.object({ value: valueField(fact, dependencies.today()), 'correction-reason': plainText(500) }), body),
  }

  const frame = personFrame(dependencies)
  const formPage: Screen<PersonsFact> = async visit => {
    const { found, typed } = visit
    const { person, fact } = found
    const context = presentCorrection(person, fact, await database.corrections.of(person.id, fact), t)
    return view(
      'corrections/fact.njk',
      { ...(await frame(visit, person, 'facts')), ...context, values: typed ?? { value: context.value } },
      { action: 'fact-viewed', personId: person.id, detail: { fact } },
    )
  }

  router.get(address, page({ may: 'correct-facts', find, show: formPage }))

  router.post(
    address,
    post({
      may: 'correct-facts',
      find,
      meta: parseSeenMeta,
      form,
      again: formPage,
      run: async ({ by, scope, found, meta, value: { value, 'correction-reason': reason } }) => {
        const result = await perform(correctFact, { ...by, ...found, ...meta, value, reason })
        if (result === 'changed-meanwhile') return changed
        const { prisonNumber } = found.person
        // Whoever corrects the COM's address may be outside their scope from then on.
        const isInScope = await database.people.findInScope(prisonNumber, scope)
        return redirect(
          isInScope ? `/people/${prisonNumber}/facts` : '/people',
          result === 'corrected' ? 'fact-corrected' : 'fact-as-it-was',
        )
      },
    }),
  )

  return router
}

/** The value that the page showed, and the idempotency key. */
function parseSeenMeta(path: string, body: unknown) {
  const key = parseKeyMeta(path, body)
  const shown = z.looseObject({ seen: seenValue }).safeParse(body)
  return key && shown.success ? { ...key, seen: shown.data.seen } : undefined
}
