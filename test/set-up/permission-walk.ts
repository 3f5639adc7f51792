import { randomUUID } from 'node:crypto'
import type { Application, Person, StaffMember } from '../../server/database'
import type { Permission } from '../../server/domain/staff/permissions'
import { can, hasOwnPrisons, roles, type Role, rolesThatSee } from '../../server/domain/staff/roles'
import { prisonBodies } from '../../server/domain/work/enquiries'
import { scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { makeComRequest } from '../../server/use-cases/work/com-requests'
import { makeEnquiry } from '../../server/use-cases/work/enquiries'
import { raiseConcern } from '../../server/use-cases/work/safety-concerns'
import { startTestConsole, type TestConsole } from './console'
import { addPerson, sendApplication } from './people'
import type { Visitor } from './visitor'

export let staffConsole: TestConsole
export let person: Person
export let application: Application
export let colleague: StaffMember

export type Method = 'GET' | 'POST'

/** What anybody may ask for without being signed in. */
export const open: readonly (readonly [Method, string])[] = [
  ['GET', '/health'],
  ['GET', '/info'],
  ['GET', '/sign-in'],
  ['POST', '/sign-in'],
  ['GET', '/sign-in/code'],
  ['POST', '/sign-in/code'],
  ['GET', '/sign-out'],
  ['POST', '/sign-out'],
  // Asked without signing in, it says that nothing is left of the session.
  ['GET', '/session'],
  ['POST', '/session'],
  ['GET', '/set-password'],
  ['POST', '/set-password'],
]

/** Every other address of the console, and what it takes; null where being signed in is enough. */
export const addresses: readonly (readonly [Method, path: string, Permission | null])[] = [
  ['GET', '/', null],
  ['GET', '/own-work', null],
  ['GET', '/own-work/1', 'manage-caseload'],
  ['GET', '/queue', 'see-queue'],
  ['GET', '/queue.csv', 'see-queue'],
  ['GET', '/queue/replies/:id', 'act-on-application'],
  ['GET', '/queue/replies/:id/check', 'act-on-application'],
  ['POST', '/queue/replies/:id', 'act-on-application'],
  ['POST', '/queue/replies/:id/send', 'act-on-application'],
  ['POST', '/queue/filters', 'see-queue'],
  ['POST', '/queue/filters/1/delete', 'see-queue'],
  ['POST', '/queue/chosen', 'act-on-application'],
  ['POST', '/notices/1/seen', 'see-notices'],
  ['POST', '/account-notices/1/seen', null],
  ['POST', '/com-changes/1/seen', null],
  ['POST', '/people/A1234AA/com', 'confirm-com'],
  ['GET', '/caseload', 'manage-caseload'],
  ['GET', '/caseload.csv', 'manage-caseload'],
  ['POST', '/caseload/chosen', 'manage-caseload'],
  ['GET', '/caseload/move', 'manage-caseload'],
  ['POST', '/caseload/move', 'manage-caseload'],
  ['GET', '/applications/REFERENCE', 'see-application'],
  ['GET', '/applications/REFERENCE/messages', 'see-application'],
  ['GET', '/applications/REFERENCE/notes', 'see-application'],
  ['GET', '/applications/REFERENCE/facts', 'see-application'],
  ['GET', '/applications/REFERENCE/print', 'see-application'],
  ['GET', '/applications/REFERENCE/assign', 'assign-applications'],
  ['POST', '/applications/REFERENCE/assign', 'assign-applications'],
  ['GET', '/applications/REFERENCE/messages/check', 'act-on-application'],
  ['GET', '/applications/REFERENCE/outcome/check', 'give-outcome'],
  ['GET', '/applications/REFERENCE/another-look/check', 'answer-review-request'],
  ['POST', '/applications/REFERENCE/claim', 'act-on-application'],
  ['POST', '/applications/REFERENCE/hand-back', 'act-on-application'],
  ['GET', '/applications/REFERENCE/consulted', 'act-on-application'],
  ['POST', '/applications/REFERENCE/consulted', 'act-on-application'],
  ['POST', '/applications/REFERENCE/actions/refer-to-prison-banking', 'act-on-application'],
  ['GET', '/applications/REFERENCE/consents/new', 'act-on-application'],
  ['POST', '/applications/REFERENCE/consents', 'act-on-application'],
  ['POST', '/applications/REFERENCE/consents/taken-back', 'act-on-application'],
  ['POST', '/applications/REFERENCE/notes', 'act-on-application'],
  ['POST', '/applications/REFERENCE/messages', 'act-on-application'],
  ['GET', '/applications/REFERENCE/outcome', 'give-outcome'],
  ['POST', '/applications/REFERENCE/outcome', 'give-outcome'],
  ['GET', '/applications/REFERENCE/override', 'override'],
  ['POST', '/applications/REFERENCE/override', 'override'],
  ['GET', '/applications/REFERENCE/another-look', 'answer-review-request'],
  ['POST', '/applications/REFERENCE/another-look', 'answer-review-request'],
  ['POST', '/applications/REFERENCE/undo-closing', 'give-outcome'],
  ['POST', '/told-and-asked/1/give', 'act-on-application'],
  ['GET', '/applications/REFERENCE/reopen', 'reopen-application'],
  ['POST', '/applications/REFERENCE/reopen', 'reopen-application'],
  ['GET', '/people', 'see-people'],
  ['GET', '/people.csv', 'see-people'],
  ['POST', '/people/search', 'see-people'],
  ['GET', '/search', 'see-people'],
  ['POST', '/search', 'see-people'],
  ['GET', '/people/A1234AA', 'see-people'],
  ['GET', '/people/A1234AA/closed', 'see-people'],
  ['GET', '/people/A1234AA/facts', 'see-people'],
  ['GET', '/people/A1234AA/history', 'see-people'],
  ['GET', '/people/A1234AA/summary', 'see-people'],
  ['GET', '/people/A1234AA/notes', 'keep-person-notes'],
  ['POST', '/people/A1234AA/notes', 'keep-person-notes'],
  ['GET', '/people/A1234AA/paper', 'enter-paper-form'],
  ['GET', '/people/A1234AA/paper/A05', 'enter-paper-form'],
  ['POST', '/people/A1234AA/paper/A05', 'enter-paper-form'],
  ['GET', '/people/A1234AA/papers', 'see-scans'],
  ['POST', '/people/A1234AA/papers', 'add-scan'],
  ['GET', '/people/A1234AA/papers/1/file', 'see-scans'],
  ['GET', '/people/A1234AA/papers/1/remove', 'add-scan'],
  ['POST', '/people/A1234AA/papers/1/remove', 'add-scan'],
  ['GET', '/people/A1234AA/facts/releaseDate', 'correct-facts'],
  ['POST', '/people/A1234AA/facts/releaseDate', 'correct-facts'],
  ...['comEmail', 'comName', 'pomEmail', 'riskOfSeriousHarm', 'paroleMappaLevel', 'earlyAllocation'].flatMap(
    fact =>
      [
        ['GET', `/people/A1234AA/facts/${fact}`, 'correct-com-and-risk'],
        ['POST', `/people/A1234AA/facts/${fact}`, 'correct-com-and-risk'],
      ] as const,
  ),
  ['GET', '/people/A1234AA/facts/responsibilityOverride', 'decide-responsibility'],
  ['POST', '/people/A1234AA/facts/responsibilityOverride', 'decide-responsibility'],
  ['GET', '/people/A1234AA/data', 'export-person-data'],
  ['GET', '/people/A1234AA/data/json', 'export-person-data'],
  ['GET', '/people/A1234AA/merge', 'merge-records'],
  ['POST', '/people/A1234AA/merge', 'merge-records'],
  ['POST', '/people/A1234AA/merge/other', 'merge-records'],
  ['GET', '/people/A1234AA/pin-request', 'make-pin-slip'],
  ['POST', '/people/A1234AA/pin-request', 'make-pin-slip'],
  ['GET', '/people/A1234AA/pin-slip', 'make-pin-slip'],
  ['POST', '/people/A1234AA/pin-slip', 'make-pin-slip'],
  ['GET', '/people/A1234AA/pin-slip/made', 'make-pin-slip'],
  ['GET', '/people/A1234AA/assessments', 'see-assessments'],
  ['POST', '/people/A1234AA/assessments', 'record-assessment'],
  ['POST', '/people/A1234AA/assessments/take-back', 'record-assessment'],
  ['GET', '/assessments', 'see-assessments'],
  ['GET', '/assessments.csv', 'see-assessments'],
  ['GET', '/assessments/allocate', 'allocate-assessments'],
  ['GET', '/assessments/allocate.csv', 'allocate-assessments'],
  ['POST', '/assessments/allocate', 'allocate-assessments'],
  ['GET', '/assessments/allocate/changed', 'allocate-assessments'],
  ['GET', '/people/A1234AA/plan', 'see-plan'],
  ['GET', '/people/A1234AA/plan/document', 'see-plan'],
  ['POST', '/people/A1234AA/plan/complete', 'write-plan'],
  ['GET', '/people/A1234AA/plan/accommodation', 'see-plan'],
  ['POST', '/people/A1234AA/plan/accommodation', 'write-plan'],
  ['GET', '/actions', 'see-plan'],
  ['GET', '/actions.csv', 'see-plan'],
  ['GET', '/leaving', 'see-leaving'],
  ['GET', '/leaving/csv', 'see-leaving'],
  ['POST', '/leaving', 'record-leaving'],
  ['GET', '/people/A1234AA/leaving', 'see-leaving'],
  ['POST', '/people/A1234AA/leaving', 'record-leaving'],
  ['GET', '/left', 'see-leaving'],
  ['GET', '/left.csv', 'see-leaving'],
  ['POST', '/left', 'record-whereabouts'],
  ['GET', '/people/A1234AA/whereabouts', 'see-leaving'],
  ['POST', '/people/A1234AA/whereabouts', 'record-whereabouts'],
  ['POST', '/people/A1234AA/whereabouts/undo', 'undo-leaving'],
  ['GET', '/people/A1234AA/left', 'record-whereabouts'],
  ['POST', '/people/A1234AA/left', 'record-whereabouts'],
  ['GET', '/court-list', 'see-leaving'],
  ['POST', '/court-list', 'record-leaving'],
  ['GET', '/court-list/csv', 'see-leaving'],
  ['GET', '/court-list/packs', 'print-plans'],
  ['POST', '/court-list/packs', 'print-plans'],
  ['GET', '/people/A1234AA/hearings', 'see-leaving'],
  ['POST', '/people/A1234AA/hearings', 'record-leaving'],
  ['POST', '/people/A1234AA/hearings/plan', 'record-leaving'],
  ['POST', '/people/A1234AA/hearings/1/remove', 'record-leaving'],
  ['GET', '/plans', 'print-plans'],
  ['GET', '/plans/print', 'print-plans'],
  ['GET', '/replies/print', 'print-replies'],
  ['POST', '/replies/print', 'print-replies'],
  ['GET', '/replies/print/1', 'print-replies'],
  ['GET', '/reports', 'see-reports'],
  ['GET', '/reports/replies', 'see-reports'],
  ['GET', '/referrals', 'see-referrals'],
  ['GET', '/referrals.csv', 'see-referrals'],
  ['GET', '/people/A1234AA/consents/new', 'record-consent'],
  ['POST', '/people/A1234AA/consents', 'record-consent'],
  ['POST', '/people/A1234AA/consents/taken-back', 'record-consent'],
  ['GET', '/people/A1234AA/referrals', 'see-referrals'],
  ['POST', '/people/A1234AA/referrals', 'make-referral'],
  ['GET', '/people/A1234AA/referrals/1', 'see-referrals'],
  ['POST', '/people/A1234AA/referrals/1', 'make-referral'],
  ['POST', '/people/A1234AA/referrals/1/take', 'make-referral'],
  ['POST', '/people/A1234AA/referrals/1/hand-back', 'make-referral'],
  ['GET', '/tasks', 'see-com-requests'],
  ['GET', '/tasks.csv', 'see-com-requests'],
  ['GET', '/tasks/1', 'see-com-requests'],
  ['GET', '/tasks/1/note', 'see-com-requests'],
  ['POST', '/tasks/1/take', 'do-com-request'],
  ['POST', '/tasks/1/hand-back', 'do-com-request'],
  ['POST', '/tasks/1/add', 'see-com-requests'],
  ['POST', '/tasks/1/chase', 'make-com-request'],
  ['POST', '/tasks/1/done', 'do-com-request'],
  ['POST', '/tasks/1/not-done', 'do-com-request'],
  ['POST', '/tasks/1/withdraw', 'make-com-request'],
  ['POST', '/tasks/1/read', 'make-com-request'],
  ['GET', '/people/A1234AA/tasks', 'see-com-requests'],
  ['POST', '/people/A1234AA/tasks', 'make-com-request'],
  ['GET', '/people/A1234AA/tasks/note', 'see-com-requests'],
  ['GET', '/people/A1234AA/tasks/note/text', 'see-com-requests'],
  ['GET', '/safety', 'see-safety'],
  ['GET', '/safety.csv', 'see-safety'],
  ['GET', '/safety/raise', 'raise-safety'],
  ['POST', '/safety/raise', 'raise-safety'],
  ['GET', '/safety/1', 'see-safety'],
  ['POST', '/safety/1/acknowledge', 'acknowledge-safety'],
  ['POST', '/safety/1/acct', 'acknowledge-safety'],
  ['GET', '/told-and-asked', 'see-notifications'],
  ['GET', '/told-and-asked/1', 'see-notifications'],
  ['POST', '/told-and-asked/1/done', 'answer-notification'],
  ['POST', '/told-and-asked/1/told', 'tell-outside'],
  ['POST', '/told-and-asked/1/chase', 'tell-outside'],
  ['GET', '/questions', 'see-enquiries'],
  ['GET', '/questions.csv', 'see-enquiries'],
  ['GET', '/questions/1', 'see-enquiries'],
  ['POST', '/questions/1/answer', 'answer-enquiry'],
  ['POST', '/questions/1/ask-back', 'answer-enquiry'],
  ['POST', '/questions/1/correct', 'answer-enquiry'],
  ['POST', '/questions/1/add', 'make-enquiry'],
  ['POST', '/questions/1/chase', 'make-enquiry'],
  ['POST', '/questions/1/outside', 'make-enquiry'],
  ['POST', '/questions/1/close', 'make-enquiry'],
  ['POST', '/questions/1/withdraw', 'make-enquiry'],
  ['POST', '/questions/1/read', 'make-enquiry'],
  ['POST', '/questions/1/take', 'make-enquiry'],
  ['GET', '/people/A1234AA/questions', 'make-enquiry'],
  ['POST', '/people/A1234AA/questions', 'make-enquiry'],
  ['GET', '/your-people', 'see-work-for-com'],
  ['GET', '/your-people/done', 'see-work-for-com'],
  ['GET', '/imports', 'import'],
  ['POST', '/imports', 'import'],
  ['GET', '/imports/1', 'import'],
  ['GET', '/imports/refused', 'import'],
  ['POST', '/imports/refused/1/settle', 'import'],
  ['GET', '/receptions', 'import'],
  ['GET', '/receptions/csv', 'import'],
  ['GET', '/receptions/packs', 'print-plans'],
  ['POST', '/receptions/packs', 'print-plans'],
  ['GET', '/receptions/same-people', 'import'],
  ['POST', '/receptions/same-people', 'import'],
  ['POST', '/receptions/bcst2', 'allocate-assessments'],
  ['POST', '/receptions/pin-slips', 'make-pin-slip'],
  ['GET', '/receptions/pin-slips/made', 'make-pin-slip'],
  ['GET', '/services', 'see-services'],
  ['GET', '/services/LEI', 'see-services'],
  ['GET', '/services/LEI/add', 'edit-services'],
  ['POST', '/services/LEI/add', 'edit-services'],
  ['GET', '/services/areas/yorkshire-and-the-humber', 'see-services'],
  ['GET', '/services/areas/yorkshire-and-the-humber/add', 'edit-services'],
  ['POST', '/services/areas/yorkshire-and-the-humber/add', 'edit-services'],
  ['GET', '/services/areas/yorkshire-and-the-humber/2', 'see-services'],
  ['POST', '/services/areas/yorkshire-and-the-humber/2/confirm', 'edit-services'],
  ['GET', '/services/areas/yorkshire-and-the-humber/2/correct', 'edit-services'],
  ['POST', '/services/areas/yorkshire-and-the-humber/2/correct', 'edit-services'],
  ['GET', '/services/areas/yorkshire-and-the-humber/2/withdraw', 'edit-services'],
  ['POST', '/services/areas/yorkshire-and-the-humber/2/withdraw', 'edit-services'],
  ['POST', '/services/areas/yorkshire-and-the-humber/2/put-back', 'edit-services'],
  ['GET', '/services/LEI/1', 'see-services'],
  ['POST', '/services/LEI/1/confirm', 'edit-services'],
  ['GET', '/services/LEI/1/correct', 'edit-services'],
  ['POST', '/services/LEI/1/correct', 'edit-services'],
  ['GET', '/services/LEI/1/withdraw', 'edit-services'],
  ['POST', '/services/LEI/1/withdraw', 'edit-services'],
  ['POST', '/services/LEI/1/put-back', 'edit-services'],
  ['GET', '/page-feedback', 'see-page-feedback'],
  ['GET', '/facts', 'manage-facts'],
  ['GET', '/facts/fact/hb-remand-weeks', 'manage-facts'],
  ['POST', '/facts/fact/hb-remand-weeks/confirm', 'manage-facts'],
  ['POST', '/facts/fact/hb-remand-weeks/undo', 'manage-facts'],
  ['GET', '/facts/fact/hb-remand-weeks/correct', 'manage-facts'],
  ['POST', '/facts/fact/hb-remand-weeks/correct', 'manage-facts'],
  ['GET', '/facts/fact/hb-remand-weeks/withdraw', 'manage-facts'],
  ['POST', '/facts/fact/hb-remand-weeks/withdraw', 'manage-facts'],
  ['GET', '/service-notices', 'manage-service-notices'],
  ['GET', '/service-notices/add', 'manage-service-notices'],
  ['POST', '/service-notices/add', 'manage-service-notices'],
  ['GET', '/service-notices/maintenance', 'manage-service-notices'],
  ['POST', '/service-notices/maintenance', 'manage-service-notices'],
  ['GET', '/service-notices/1/withdraw', 'manage-service-notices'],
  ['POST', '/service-notices/1/withdraw', 'manage-service-notices'],
  ['GET', '/accounts', 'manage-accounts'],
  ['GET', '/accounts/invite', 'manage-accounts'],
  ['POST', '/accounts/invite', 'manage-accounts'],
  ['GET', '/accounts/1', 'manage-accounts'],
  ['GET', '/accounts/1/change', 'manage-accounts'],
  ['POST', '/accounts/1/change', 'manage-accounts'],
  ['GET', '/accounts/1/leave', 'manage-accounts'],
  ['POST', '/accounts/1/leave', 'manage-accounts'],
  ['GET', '/accounts/1/code', 'manage-accounts'],
  ['POST', '/accounts/1/code', 'manage-accounts'],
  ['GET', '/accounts/1/code/made', 'manage-accounts'],
  ['GET', '/outside-requests', 'handle-outside-requests'],
  ['GET', '/outside-requests.csv', 'handle-outside-requests'],
  ['GET', '/outside-requests/1', 'handle-outside-requests'],
  ['POST', '/outside-requests/1/answer', 'handle-outside-requests'],
  ['GET', '/people/A1234AA/outside-requests', 'handle-outside-requests'],
  ['POST', '/people/A1234AA/outside-requests', 'handle-outside-requests'],
  ['GET', '/unreachable-coms', 'see-unreachable-coms'],
  ['GET', '/cover', 'name-cover'],
  ['POST', '/cover', 'name-cover'],
  ['POST', '/cover/1/remove', 'name-cover'],
  ['GET', '/pdu', 'reassign-people'],
  ['GET', '/pdu/coms/1', 'reassign-people'],
  ['POST', '/pdu/coms/1', 'reassign-people'],
  ['GET', '/duty-poms', 'set-duty-pom'],
  ['POST', '/duty-poms', 'set-duty-pom'],
  ['POST', '/duty-poms/1/remove', 'set-duty-pom'],
  ['GET', '/pdus', 'manage-pdus'],
  ['POST', '/pdus', 'manage-pdus'],
  ['GET', '/audit', 'see-audit'],
  ['POST', '/audit/search', 'see-audit'],
  ['GET', '/audit/export', 'see-audit'],
  ['GET', '/audit/unusual', 'see-audit'],
  ['GET', '/jobs', 'manage-jobs'],
  ['POST', '/jobs/daily-work', 'manage-jobs'],
  ['POST', '/jobs/retry', 'manage-jobs'],
  ['POST', '/jobs/1/retry', 'manage-jobs'],
  ['GET', '/jobs/1/remove', 'manage-jobs'],
  ['POST', '/jobs/1/remove', 'manage-jobs'],
  ['GET', '/people/A1234AA/who-looked', 'see-who-looked'],
  ['GET', '/account/password', null],
  ['POST', '/account/password', null],
  ['GET', '/account/daily-email', null],
  ['POST', '/account/daily-email', null],
  ['GET', '/roles', null],
  ['GET', '/policy/PF-3.8', null],
]

/** There is nothing at these in these tests, or nothing of this role's: an enquiry belongs to one body. */
const isBody = (role: Role) => rolesThatSee('asked-about').some(each => each === role)

function hasNothing(role: Role, path: string): boolean {
  const empty = [
    '/imports/1',
    '/jobs/1/remove',
    '/outside-requests/1',
    '/outside-requests/1/answer',
    '/caseload/move',
    '/queue/replies/:id',
    '/queue/replies/:id/check',
    '/applications/REFERENCE/another-look',
    '/applications/REFERENCE/another-look/check',
    '/service-notices/1/withdraw',
    '/pdu/coms/1',
  ]
  return (
    empty.includes(path) ||
    (path === '/questions/1' && role !== 'healthcare' && isBody(role)) ||
    (path === '/told-and-asked/1' && isBody(role)) ||
    // Removed by whoever added it, an officer, or by a manager.
    (path === '/people/A1234AA/papers/1/remove' && !['officer', 'manager'].includes(role))
  )
}

/** What is printed for the person themselves says neither how staff may handle it nor who had it open. Without a wing, plans to print are the list of them. */
const forThePerson = ['/court-list/packs', '/receptions/packs', '/replies/print/1', '/people/A1234AA/data']

function paperSays(visitor: Visitor): boolean {
  const head = visitor.$('.app-print-head').text()
  if (forThePerson.includes(visitor.path)) return head === ''
  return ['OFFICIAL-SENSITIVE', ' at work', '2026 at '].every(words => head.includes(words))
}

const visitors = new Map<string, Visitor>()
const tokens = new Map<Visitor, string>()

/** Starts a console with one of everything in it and somebody of every role, for the tests of this file. */
export function walkPermissions(): void {
  beforeAll(async () => {
    staffConsole = await startTestConsole()
    for (const role of roles) await staffConsole.hire(role, role, hasOwnPrisons(role) ? ['LEI'] : [])
    colleague = (await staffConsole.dependencies.database.staff.findByEmail('officer@example.test'))!
    for (const role of roles.filter(hasOwnPrisons)) await staffConsole.hire(`${role}-elsewhere`, role, ['BWI'])
    await staffConsole.hire('com-elsewhere', 'com', [])
    person = await addPerson(staffConsole.dependencies, 'A1234AA')
    await staffConsole.knex('person').where({ id: person.id }).update({ pom_email: 'pom@example.test' })
    application = await sendApplication(staffConsole.dependencies, person, 'bank-account')
    const com = (await staffConsole.dependencies.database.staff.findByEmail('com@example.test'))!
    const request = {
      kind: 'gp',
      words: null,
      pathway: 'personal-social-health',
      why: 'Ill',
      due: person.receptionDate,
    } as const
    const command = { staff: com, person, request, idempotencyKey: randomUUID(), fromAddress: undefined }
    await makeComRequest(staffConsole.dependencies.database, staffConsole.dependencies.context(), command)
    for (const body of prisonBodies) {
      const enquiry = { body, words: 'Can he work?', due: person.receptionDate, application: null }
      const asking = { ...command, scope: scopeFor(com), request: enquiry, idempotencyKey: randomUUID() }
      await makeEnquiry(staffConsole.dependencies.database, staffConsole.dependencies.context(), asking)
    }
    const concern = { about: 'others', words: 'Angry', isUrgent: false } as const
    const raising = { ...command, staff: colleague, raised: concern, idempotencyKey: randomUUID() }
    await raiseConcern(staffConsole.dependencies.database, staffConsole.dependencies.context(), raising)
    await staffConsole.inDatabase(`
      insert into local_service (prison_id, area, chapter, open_to, english, checked_on, checked_by) values
        ('LEI', null, 'health', 'both', '{"name": "Marrick clinic", "what": "A clinic"}', '2026-11-23', 1),
        (null, 'yorkshire-and-the-humber', 'health', 'both', '{"name": "Marrick van", "what": "A van"}', '2026-11-23', 1);
      insert into referral (person_id, kind, whom, state, opened_at) values (${person.id}, 'gp-registration', 'Surgery', 'sent', now());
      insert into scan_object (id, storage, content, recorded_at)
        values ('00000000-0000-4000-8000-000000000001', 'database', 'x', now());
      insert into scan (person_id, kind, file_name, type, bytes, sha256, object_id, added_by, added_at, idempotency_key)
        values (${person.id}, 'letter', 'letter.pdf', 'application/pdf', 1, encode(sha256('x'), 'hex'),
          '00000000-0000-4000-8000-000000000001', ${colleague.id}, now(), gen_random_uuid());
      insert into reply_batch (prison_id, location, made_by, made_at, idempotency_key)
        values ('LEI', 'Marrick wing', 1, now(), gen_random_uuid());
      insert into pdu (name, region, imported_at) values ('Marrick PDU', 'north-west', now());
      update staff set pdu_id = (select id from pdu) where email in ('com@example.test', 'spo@example.test');
      update staff set team_kind = 'corre-hub', team_region = 'north-west' where role = 'probation-team';
      insert into com_absence (com_email, from_day, until_day, set_by, set_at)
        select 'com@example.test', '2000-01-01', '2000-01-01', id, now() from staff where role = 'com' and email = 'com@example.test';
      insert into com_absence (com_email, from_day, until_day, covered_by, set_by, set_at)
        select 'com@example.test', '2000-01-01', '2100-01-01', id, id, now() from staff where role = 'probation-team';
      insert into notification (person_id, application_id, recipient, purpose, due, made_at)
        values (${person.id}, ${application.id}, 'corre-hub', 'to-do', '2026-11-23', now());
      insert into prison_notice (prison_id, person_id, kind, other_prison_id, open_applications, created_at)
        values ('LEI', ${person.id}, 'moved-in', 'HLI', 0, now())`)
  })

  afterAll(() => staffConsole.stop())
}

/** Everybody signs in once. */
export async function visitorOf(name: string): Promise<Visitor> {
  const visitor = visitors.get(name) ?? (await staffConsole.signIn(name))
  visitors.set(name, visitor)
  return visitor
}

/** Goes on with the application as it is now. */
export function useApplication(changed: Application): void {
  application = changed
}

export async function ask(
  visitor: Visitor,
  method: Method,
  path: string,
  { page = '/roles', fields = {} }: { page?: string; fields?: Readonly<Record<string, string>> } = {},
): Promise<number> {
  const address = path.replace('REFERENCE', application.reference)
  if (method === 'GET') await visitor.open(address)
  else await visitor.post(address, new URLSearchParams({ _csrf: await tokenOf(visitor, page), ...fields }))
  return visitor.status
}

/**
 * A form that has what every act asks for, so that whoever may not act is refused for that and for nothing else. Whom it
 * names are the person, the application and a colleague of the prison of these tests.
 */
export function wholeForm(): Readonly<Record<string, string>> {
  return {
    version: String(application.version),
    idempotencyKey: randomUUID(),
    action: 'claim',
    chosen: `${application.reference}.${application.version}`,
    done: 'yes',
    do: 'send',
    note: 'Words',
    message: 'Words',
    outcome: 'agreed',
    answer: 'Words',
    destination: 'COM',
    reason: 'Words',
    'what-was-done': 'Words',
    acct: 'open-already',
    'concern-person': 'A1234AA',
    'concern-about': 'both',
    'concern-words': 'Words',
    'concern-urgent': 'no',
    'look-outcome': 'stands',
    'look-answer': 'Words',
    body: 'gp',
    kind: 'bcst1',
    'done-on': '20/11/2026',
    prison: 'LEI',
    from: '1',
    'move-to': 'team',
    'move-people': 'A1234AA',
    'move-to-com': '1',
    'move-reason': 'Words',
    'to-A1234AA': '1',
    seen: '0',
    housing: 'none',
    gp: 'arranged',
    'referral-kind': 'gp-registration',
    'referral-whom': 'Words',
    'referral-note': 'Words',
    'happened-on': '20/11/2026',
    state: 'sent',
    'note-kind': 'call',
    'note-day': '20/11/2026',
    'note-words': 'Words',
    'task-note': 'Words',
    'task-done-on': '20/11/2026',
    'task-not-done': 'Words',
    'question-answer': 'Words',
    'done-words': 'Words',
    'outside-way': 'phone',
    'outside-whom': 'Words',
    'outside-on': '20/11/2026',
    'outside-words': 'Words',
    'held-on': '30/11/2026',
    court: 'Words',
    name: 'Words',
    email: 'somebody@example.test',
    role: 'officer',
    prisons: 'LEI',
    'prison-number': 'A1234AA',
    'filter-name': 'Words',
  }
}

/** What is kept of people, their applications and staff; who looked, sessions and what is worked out again are not. */
export async function databaseContent(): Promise<Readonly<Record<string, string>>> {
  const passing = [
    'audit_entry',
    'staff_session',
    'in_cell_session',
    'sign_in_try',
    'assessment_state',
    'saved_filter',
    'kept_answer',
  ]
  const tables = await staffConsole.inDatabase<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const checkedTables = tables.filter(({ name }) => !passing.includes(name))
  const sums = checkedTables.map(
    ({ name }) =>
      `(select md5(coalesce(string_agg(each::text, '' order by each::text), '')) from ${name} each) as ${name}`,
  )
  const [found] = await staffConsole.inDatabase<Record<string, string>>(`select ${sums.join(', ')}`)
  return found!
}

async function tokenOf(visitor: Visitor, page: string): Promise<string> {
  if (!tokens.has(visitor)) {
    await visitor.open(page)
    tokens.set(visitor, String(visitor.$('[name=_csrf]').first().val() ?? ''))
  }
  return tokens.get(visitor)!
}

/** Whether this role, of those that may, is the one that asks at an address when not every role does. */
function isTurnOf(role: Role, those: readonly Role[], index: number): boolean {
  return those[index % those.length] === role
}

/** @param isWhole false where each address is asked by one of the roles that may, in turn, and not by all of them */
export function testScopes(): void {
  const those = [...roles.filter(hasOwnPrisons), 'com' as const]
  it.each(those)('shows a %s nothing of another prison or of another COM’s people', async role => {
    const visitor = await visitorOf(`${role}-elsewhere`)
    const before = await databaseContent()
    for (const [method, path, permission] of addresses) {
      const may = those.filter(each => permission === null || can(each, permission))
      if (!may.includes(role)) continue
      const isTheirs =
        !/REFERENCE|A1234AA|LEI|yorkshire|accounts\/1|tasks\/1|questions\/1|told-and-asked\/1|safety\/1|print\/1/.test(
          path,
        )
      const status = await ask(visitor, method, isTheirs && method === 'GET' ? `${path}?prison=LEI&by=1` : path, {
        fields: wholeForm(),
      })
      const message = `${role} ${method} ${path}: ${status}`
      if (isTheirs) expect([message, status >= 500]).toEqual([message, false])
      else expect([message, status]).toEqual([message, 404])
      // Shows the words that were searched for.
      if (path === '/search') expect([message, visitor.$('a[href*=A1234AA]').length]).toEqual([message, 0])
      if (path === '/caseload/move' || path === '/search') continue
      expect([message, /Marrick|A1234AA/.test(visitor.text)]).toEqual([message, false])
    }
    expect(await databaseContent()).toEqual(before)
    if (!can(role, 'see-people')) return
    await visitor.open('/people')
    await visitor.press('Search', { search: 'Marrick' })
    expect(visitor.text).toContain('No one you can see')
  })
}

/**
 * Where a role is refused: those addresses at which it stands, in turn, for every role that lacks their permission; and
 * of a whole walk one address of each permission that it lacks. What an address takes is the same for all roles.
 */
function addressesThatRefuse(role: Role, isWhole: boolean) {
  const taken = new Set<Permission>()
  return addresses.filter(([, , permission], index) => {
    if (permission === null || can(role, permission)) return false
    const isFirst = isWhole && !taken.has(permission)
    taken.add(permission)
    const lacking = roles.filter(each => !can(each, permission))
    return isFirst || isTurnOf(role, lacking, index)
  })
}

/** @param isWhole false where each address is asked by one of the roles that may, in turn, and not by all of them */
export function testPermissions(isWhole: boolean): void {
  describe.each(roles)('a %s', role => {
    it('answers at every address as the permissions table says', async () => {
      const visitor = await visitorOf(role)
      const before = await databaseContent()
      for (const [method, path] of addressesThatRefuse(role, isWhole)) {
        const status = await ask(visitor, method, path, { fields: wholeForm() })
        const message = `${role} ${method} ${path}: ${status}`
        expect([message, status, visitor.heading]).toEqual([message, 403, 'Your role may not do this'])
      }
      expect(await databaseContent()).toEqual(before)
      for (const [index, [method, path, permission]] of addresses.entries()) {
        const may = roles.filter(each => permission === null || can(each, permission))
        if (!may.includes(role) || !(isWhole || isTurnOf(role, may, index))) continue
        const status = await ask(visitor, method, path)
        const message = `${role} ${method} ${path}: ${status}`
        if (method === 'GET' && !hasNothing(role, path)) {
          expect([message, status]).toEqual([message, 200])
          if (visitor.html.startsWith('<!DOCTYPE html>')) expect([message, paperSays(visitor)]).toEqual([message, true])
        } else expect([message, status === 403 || status >= 500]).toEqual([message, false])
      }
    })
  })
}
