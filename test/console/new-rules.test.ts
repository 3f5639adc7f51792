import type { Application, StoredDecision } from '../../server/database'
import type { Decision } from '../../server/domain/routing'
import { startTestConsole, type TestConsole } from '../set-up/console'
import { doJobs, doOneJob } from '../set-up/jobs'
import { addPerson, sendApplication } from '../set-up/people'

let staffConsole: TestConsole

beforeAll(async () => {
  staffConsole = await startTestConsole({ TODAY: '2026-11-23' })
  await staffConsole.hire('officer', 'officer')
})

beforeEach(() => staffConsole.knex('rules_change').update({ started_at: null }))

afterAll(() => staffConsole.stop())

const startDay = { kind: 'start-daily-work', payload: {} } as const

/** Makes an application what it was by the rules of the first edition, which sent what has to be planned to the COM. */
async function decideByEarlierRules({ id, respondBy }: Application): Promise<void> {
  const { applications } = staffConsole.dependencies.database
  const { facts, result, decidedAt } = (await applications.lastDecision(id))!
  const earlier: Decision = { ...result, rule: 'D4', destination: 'COM', team: 'community-offender-manager' }
  const decision: StoredDecision = { decidedAt, cause: 'facts-changed', facts, result: earlier }
  await applications.reroute(id, decision, respondBy, false)
}

const kindsAndCauses = async ({ id }: Application) =>
  (await staffConsole.dependencies.database.applications.events(id)).map(({ kind, detail }) => [kind, detail.cause])

it('decides open applications again once by new rules, with an entry in the time line where something changed', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A1111AA', { riskOfSeriousHarm: 'high' })
  const changed = await sendApplication(dependencies, person, 'bank-account')
  const unchanged = await sendApplication(dependencies, person, 'debts-and-bills')
  await decideByEarlierRules(changed)
  await doJobs(dependencies, startDay)
  const after = await dependencies.database.applications.findOfPerson(changed.reference, person.id)
  expect(after).toMatchObject({ rule: 'P1', destination: 'PRT', team: 'custody-community-integration-team' })
  expect(await kindsAndCauses(changed)).toEqual([
    ['sent', undefined],
    ['moved', 'rules-changed'],
  ])
  expect(await kindsAndCauses(unchanged)).toEqual([['sent', undefined]])
  expect(await dependencies.database.applications.decisions(unchanged.id)).toHaveLength(1)

  await decideByEarlierRules(after!)
  await doJobs(dependencies, startDay)
  expect((await kindsAndCauses(changed)).filter(([, cause]) => cause === 'rules-changed')).toHaveLength(1)
})

it('names the rules as the reason in the time line that staff read', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A2222BB', { riskOfSeriousHarm: 'high' })
  const application = await sendApplication(dependencies, person, 'bank-account')
  await decideByEarlierRules(application)
  await doJobs(dependencies, startDay)
  const officer = await staffConsole.signIn('officer')
  await officer.open(`/applications/${application.reference}/notes`)
  expect(officer.text).toContain('The rules changed, so it moved from: COM (rule D4)')
})

it('adds the jobs of several processes once', async () => {
  const { dependencies } = staffConsole
  const person = await addPerson(dependencies, 'A3333CC')
  await sendApplication(dependencies, person, 'bank-account')
  await Promise.all([1, 2, 3].map(() => doOneJob(dependencies, 'start-daily-work', {})))
  const jobs = await staffConsole
    .knex('graphile_worker.jobs')
    .where({ task_identifier: 'decide-again-by-new-rules' })
    .select<{ id: number }[]>('id')
  expect(jobs).toHaveLength(1)
})
