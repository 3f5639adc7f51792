import { Router, type Request, type RequestHandler, type Response } from 'express'
import { questionPageSize, type BodyQuestion, type Person } from '../../../server/database'
import type { QuestionAct } from '../../../server/domain/work/enquiries'
import { askBody, stepQuestion } from '../../../server/use-cases/work/enquiries'
import { PageError } from '../../../server/web/errors'
import { readActKey, readPage } from '../../page/form-meta'
import { formContext, type Fault } from '../../forms/form'
import { idIn } from '../../page/id-in-address'
import { pageOf } from '../../lists/page-of'
import { say, type ConsoleFeature } from '../../page/pages'
import { can, may, questionSightOf, sightOf } from '../../access/permissions'
import { personFinder } from '../../access/person-finder'
import { auditedBy, staffOf } from '../../access/signed-in-staff'
import { typedText } from '../../forms/typed-text'
import { applicationQuery, listQuery, readAsked, readSaid, shownAgain } from './forms'
import { listsFor, permissionFor, presentList, presentOneQuestion, presentPersonsQuestions } from './presenter'

/** The last part of the address of each act. */
const acts: Readonly<Record<string, QuestionAct>> = {
  answer: 'answered',
  correct: 'corrected',
  withdraw: 'withdrawn',
  read: 'read',
  take: 'taken',
}

/** Questions to other bodies in a prison: asked by the team and COMs, answered by those bodies, who see nothing else. */
export function questionRoutes({ services, show }: ConsoleFeature): Router {
  const { database, config } = services
  const find = personFinder(database)
  const t = services.words.in('en')
  const router = Router()
  const address = '/people/:prisonNumber/questions'

  router.get('/questions', may('see-questions'), async (req, res) => {
    const staff = staffOf(res)
    const asked = listQuery.parse(req.query)
    const lists = listsFor(staff)
    const by = can(staff.role, 'ask-question') ? asked.by : null
    const list = by === null ? (lists.find(each => each === asked.list) ?? lists[0]) : 'held'
    const reader = { sight: questionSightOf(staff), staffId: by ?? staff.id, today: services.today() }
    const { rows: questions, page } = await pageOf(asked.page, questionPageSize, each =>
      database.bodyQuestions.list(reader, list, each),
    )
    await database.audit.record({
      ...auditedBy(req, res),
      act: 'questions-listed',
      detail: { list, by, page, shown: [...new Set(questions.map(({ personId }) => personId))] },
    })
    show(req, res, 'console/enquiries/list.njk', presentList(questions, { list, by, page }, readerOf(res), t))
  })

  router.get('/questions/:id', may('see-questions'), async (req, res) =>
    showOne(req, res, await findQuestion(req, res)),
  )

  for (const [name, act] of Object.entries(acts)) {
    router.post(`/questions/:id/${name}`, may(permissionFor[act]), take(act))
  }

  router.get(address, may('ask-question'), async (req, res) => showPersons(req, res, await find(req, res)))

  router.post(address, may('ask-question'), async (req, res) => {
    const person = await find(req, res)
    const actKey = readActKey(req.path, req.body)
    if (!actKey) throw new PageError(400, 'bad-request')
    const asked = readAsked(req.body, services.today(), config.extraBankHolidays)
    if (!asked.ok) return showPersons(req, res, person, asked.faults)
    const staff = staffOf(res)
    const act = { staff, sight: sightOf(staff), person, asked: asked.value, actKey, fromAddress: req.ip }
    const id = await askBody(database, services.circumstances(), act)
    if (id === undefined) throw new PageError(404, 'not-found')
    say(req, 'question-asked')
    res.redirect(303, `/questions/${id}`)
  })

  function take(act: QuestionAct): RequestHandler {
    return async (req, res) => {
      const page = readPage(req.path, req.body)
      if (!page) throw new PageError(400, 'bad-request')
      const question = await findQuestion(req, res)
      const said = readSaid(act, req.body)
      if (!said.ok) return showOne(req, res, question, { faults: said.faults })
      const staff = staffOf(res)
      const result = await stepQuestion(database, services.circumstances(), {
        staff,
        sight: questionSightOf(staff),
        fromAddress: req.ip,
        id: question.id,
        act,
        ...page,
        words: said.value,
      })
      if (result === 'changed') return showOne(req, res, await findQuestion(req, res), { isChanged: true })
      if (result === undefined) throw new PageError(404, 'not-found')
      say(req, `question-${act}`)
      res.redirect(303, `/questions/${question.id}`)
    }
  }

  /** @throws {PageError} 404 when there is no such question in the reader's sight */
  async function findQuestion(req: Request, res: Response): Promise<BodyQuestion> {
    const question = await database.bodyQuestions.findInSight(idIn(req.params.id), questionSightOf(staffOf(res)))
    if (!question) throw new PageError(404, 'not-found')
    return question
  }

  async function showPersons(req: Request, res: Response, person: Person, faults: readonly Fault[] = []) {
    const staff = staffOf(res)
    const [questions, applications, bodies] = await Promise.all([
      database.bodyQuestions.ofPerson(person.id, questionSightOf(staff)),
      database.applications.ofPersonInSight(person.id, sightOf(staff)),
      database.bodyQuestions.bodiesIn(person.prisonId),
    ])
    await database.audit.record({ ...auditedBy(req, res), personId: person.id, act: 'questions-viewed' })
    const { application } = applicationQuery.parse({ ...req.query, ...(req.body as object | undefined) })
    const context = {
      ...presentPersonsQuestions(person, questions, { applications, application, bodies }, readerOf(res), t),
      ...formContext(req.body, shownAgain, faults, t),
    }
    show(req, res, 'console/enquiries/person.njk', context, faults.length > 0 ? 422 : 200)
  }

  async function showOne(
    req: Request,
    res: Response,
    question: BodyQuestion,
    { faults = [], isChanged = false }: { readonly faults?: readonly Fault[]; readonly isChanged?: boolean } = {},
  ): Promise<void> {
    const steps = await database.bodyQuestions.steps(question.id)
    await database.audit.record({
      ...auditedBy(req, res),
      personId: question.personId,
      ...(question.applicationId !== null && { applicationId: question.applicationId }),
      act: 'question-viewed',
    })
    const consoleUrl = config.staffUrl ?? `${req.protocol}://${req.get('host')}`
    const context = {
      ...presentOneQuestion(question, steps, consoleUrl, readerOf(res), t),
      ...formContext(req.body, shownAgain, faults, t),
      isChanged,
      typed: isChanged ? typedText(req.body, t) : [],
    }
    show(req, res, 'console/enquiries/question.njk', context, faults.length > 0 ? 422 : isChanged ? 409 : 200)
  }

  function readerOf(res: Response) {
    return { staff: staffOf(res), today: services.today(), extraBankHolidays: config.extraBankHolidays }
  }

  return router
}
