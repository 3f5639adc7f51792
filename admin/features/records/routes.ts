import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Person } from '../../../server/database'
import { giveData, mergeRecords } from '../../../server/use-cases/people/person-records'
import { PageError } from '../../../server/web/errors'
import { describeFaults, typedIn, type Fault } from '../../forms/form'
import { say, type ConsoleFeature } from '../../page/pages'
import { may, scopeFor } from '../../access/permissions'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { presentData, presentMerge } from './presenter'

const otherNumber = z
  .string()
  .max(20)
  .transform(text => text.replace(/\s/g, '').toUpperCase())

/** A person's whole record: what is held of them, to give out when they ask; and two records that are of one person. */
export function recordRoutes({ dependencies, show, perform }: ConsoleFeature): Router {
  const { database } = dependencies
  const t = dependencies.words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber'

  router.get(`${address}/data`, may('give-out-data'), async (req, res) => {
    const { person, held, elsewhere } = await dataOf(req, res, 'page')
    show(req, res, 'console/records/data.njk', presentData(person, held, elsewhere, t))
  })

  router.get(`${address}/data/json`, may('give-out-data'), async (req, res) => {
    const { held, elsewhere } = await dataOf(req, res, 'json')
    const data = Object.fromEntries(held.map(({ table, records }) => [table, records]))
    res
      .set('Cache-Control', 'no-store')
      .attachment('data.json')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ ...data, applicationsHeldByAnotherTeam: elsewhere }, null, 2))
  })

  router.get(`${address}/merge`, may('merge-records'), async (req, res) => {
    const person = await find(res, String(req.params.prisonNumber))
    const asked = otherNumber.safeParse(req.query.with)
    const other = asked.success ? await findOther(res, asked.data) : undefined
    await showMerge(req, res, person, other && other.id !== person.id ? other : null)
  })

  // Posted, since somebody may type a name: an address gets the number of a record that is there, and nothing else.
  router.post(`${address}/merge/other`, may('merge-records'), async (req, res) => {
    const person = await find(res, String(req.params.prisonNumber))
    const form = z.object({ with: otherNumber }).safeParse(req.body ?? {})
    const other = form.success ? await findOther(res, form.data.with) : undefined
    if (other && other.id !== person.id) {
      return res.redirect(303, `/people/${person.prisonNumber}/merge?with=${other.prisonNumber}`)
    }
    await showMerge(req, res, person, null, [{ field: 'with', problem: other ? 'same' : 'not-there' }])
  })

  router.post(`${address}/merge`, may('merge-records'), async (req, res) => {
    const person = await find(res, String(req.params.prisonNumber))
    const form = z.object({ with: otherNumber }).safeParse(req.body)
    const other = form.success ? await findOther(res, form.data.with) : undefined
    if (!other) throw new PageError(400, 'bad-request')
    // Sent again after it was done, the other number leads to the record that was kept.
    if (other.id !== person.id) {
      const command = { staff: staffOf(res), person, other, fromAddress: req.ip }
      const isMerged = await perform(mergeRecords, command)
      if (!isMerged) throw new PageError(404, 'not-found')
    }
    say(req, 'records-merged')
    res.redirect(303, `/people/${person.prisonNumber}`)
  })

  async function dataOf(req: Request, res: Response, format: string) {
    const person = await find(res, String(req.params.prisonNumber))
    const staff = staffOf(res)
    const command = { staff, person, fromAddress: req.ip, scope: scopeFor(staff), format }
    return { person, ...(await perform(giveData, command)) }
  }

  async function showMerge(
    req: Request,
    res: Response,
    person: Person,
    other: Person | null,
    faults: readonly Fault[] = [],
  ): Promise<void> {
    const moving = other ? await database.personRecords.counts(other.id) : []
    await database.audit.record(
      ...[person, ...(other ? [other] : [])].map(({ id }) => ({
        ...auditedBy(req, res),
        personId: id,
        action: 'merge-viewed',
      })),
    )
    const errors = describeFaults(faults, t)
    const context = {
      ...presentMerge(person, other, moving, t),
      errors,
      typed: typedIn(req.body, ['with']),
    }
    show(req, res, 'console/records/merge.njk', context, faults.length > 0 ? 422 : 200)
  }

  /** @throws {PageError} 404 when there is nobody of that number in the reader's sight */
  async function find(res: Response, prisonNumber: string): Promise<Person> {
    const person = await findOther(res, prisonNumber.toUpperCase())
    if (!person) throw new PageError(404, 'not-found')
    return person
  }

  function findOther(res: Response, prisonNumber: string): Promise<Person | undefined> {
    return database.people.findInScope(prisonNumber, scopeFor(staffOf(res)))
  }

  return router
}
