import { follow, press, settleActions } from '../../set-up/browser'
import {
  expectNoBarriers,
  lookAtConsole,
  open,
  page,
  signIn,
  templatesNotMet,
  type Looks,
} from '../../set-up/console-looks'

/** The pages of a role, each with the button that shows errors when it is pressed with nothing filled in. */
const looks: Looks = {
  nobody: [
    ['/sign-in', 'Sign in'],
    ['/set-password', 'Set the password'],
  ],
  officer: [
    ['/'],
    ['/own-work'],
    ['/no-such-page'],
    ['/account/password', 'Change it'],
    ['/roles'],
    ['/policy/PF-3.8'],
    ['/people/A1234AA/papers', 'Add the scan'],
    ['/people/A1234AA/papers/1/remove', 'Remove the scan'],
    ['/queue', 'Save the list'],
    ['/applications/OPEN'],
    ['/applications/OPEN/messages', 'Send to Dean Marrick'],
    ['/applications/OPEN/notes', 'Save staff note'],
    ['/applications/OPEN/facts'],
    ['/applications/OPEN/print'],
    ['/applications/OPEN/assign', 'Assign'],
    ['/applications/OPEN/consents/new', 'Save this consent'],
    ['/applications/OPEN/override', 'Pass it on'],
    ['/applications/OPEN/consulted', 'Record it'],
    ['/applications/TAKEN/outcome', 'Check before you send'],
    ['/people', 'Search'],
    ['/search', 'Search'],
    ['/people/A1234AA'],
    ['/people/A1234AA/closed'],
    ['/people/A1234AA/notes', 'Save'],
    ['/people/A1234AA/facts'],
    ['/people/A1234AA/history'],
    ['/people/A1234AA/summary'],
    ['/people/A1234AA/pin-request', 'Put the request away'],
    ['/people/A1234AA/pin-slip'],
    ['/people/A1234AA/paper'],
    ['/people/A1234AA/paper/A02', 'Send it for Dean Marrick'],
    ['/people/A1234AA/facts/releaseDate', 'Correct it'],
    ['/people/A1234AA/consents/new', 'Save this consent'],
    ['/people/A1234AA/assessments', 'Record it'],
    ['/people/A1234AA/plan'],
    ['/people/A1234AA/plan/accommodation', 'Add the need'],
    ['/people/A1234AA/leaving'],
    ['/people/A1234AA/hearings', 'Enter the hearing'],
    ['/people/A1234AA/referrals', 'Begin it'],
    ['/people/A1234AA/referrals/1', 'Record it'],
    ['/people/A1234AA/questions', 'Ask'],
    ['/people/A1234AA/tasks/note'],
    ['/people/A1234AA/outside-requests', 'Log the request'],
    ['/outside-requests'],
    ['/outside-requests/1', 'Record the answer'],
    ['/account/daily-email'],
    ['/tasks'],
    ['/tasks/1', 'Say that it is done'],
    ['/questions'],
    ['/safety'],
    ['/safety/1', 'Acknowledge the concern'],
    ['/safety/raise?person=A1234AA', 'Raise the concern'],
    ['/referrals'],
    ['/actions'],
    ['/assessments?state=all'],
    ['/leaving'],
    ['/left'],
    ['/people/A1234AA/whereabouts', 'Record it'],
    ['/people/A2345BB/left'],
    ['/court-list'],
    ['/court-list/packs'],
    ['/plans'],
    ['/plans/print?prison=LEI&location=B&large=yes'],
    ['/imports', 'Import'],
    ['/imports/1'],
    ['/imports/refused'],
    ['/receptions'],
    ['/receptions/same-people'],
  ],
  manager: [
    ['/unreachable-coms'],
    ['/own-work/OFFICER'],
    ['/reports'],
    ['/reports/replies'],
    ['/caseload', 'Go on'],
    ['/caseload/move?from=OFFICER&move-to=team'],
    ['/assessments/allocate?way=evenly'],
    ['/applications/APPEALED/another-look', 'Check before you send'],
    ['/applications/CLOSED/reopen', 'Reopen'],
    ['/duty-poms', 'Set the duty POM'],
    ['/people/A1234AA/data'],
    ['/people/A1234AA/merge', 'Look at both'],
    ['/people/A1234AA/who-looked'],
    ['/accounts'],
    ['/accounts/invite', 'Invite them'],
    ['/accounts/OFFICER'],
    ['/accounts/OFFICER/leave', 'End the account'],
    ['/accounts/OFFICER/code'],
    ['/audit'],
    ['/audit/unusual'],
    ['/services/LEI'],
    ['/services/LEI/add', 'Save it'],
    ['/services/LEI/1'],
    ['/services/LEI/1/withdraw'],
  ],
  editor: [['/page-feedback'], ['/services']],
  'service-owner': [
    ['/service-notices'],
    ['/service-notices/add', 'Add the notice'],
    ['/facts'],
    ['/facts/contact/nhs-111/correct'],
    ['/facts/fact/uc-advance-months'],
    ['/facts/fact/uc-advance-months/withdraw', 'Withdraw it'],
  ],
  com: [['/people/A1234AA/tasks', 'Ask the team'], ['/your-people'], ['/your-people/done']],
  healthcare: [['/questions/1', 'Send the answer']],
  spo: [['/pdu'], ['/pdu/coms/COM', 'Give them'], ['/cover', 'Set it']],
  sysadmin: [['/jobs'], ['/jobs/JOB/remove'], ['/pdus', 'Import']],
  safety: [['/told-and-asked'], ['/told-and-asked/TOLD']],
}

lookAtConsole(looks)

it('what an officer makes has no barrier: a reply to check, a message to several, PIN slips, replies on paper', async () => {
  await signIn('officer')
  await open('/applications/TAKEN/outcome')
  await page.click('#outcome')
  await page.type('#answer', 'Yes, from Monday.')
  await press(page, 'Check before you send')
  await expectNoBarriers()
  await settleActions(page)
  await press(page, 'Check before you send')
  expect(await page.$('.govuk-error-summary')).toBeNull()
  await expectNoBarriers()
  await open('/queue?list=mine')
  await page.click('[name=chosen]')
  await press(page, 'Message selected')
  await expectNoBarriers()
  await press(page, 'Check it first')
  expect(await page.$('.govuk-error-summary')).not.toBeNull()
  await expectNoBarriers()
  await page.type('#bulk-en', 'The office is closed on Monday.')
  await press(page, 'Check it first')
  expect(await page.$('.govuk-error-summary')).toBeNull()
  await expectNoBarriers()
  await open('/people/A1234AA/pin-slip')
  await press(page, 'Make the PIN slip')
  await expectNoBarriers()
  await open('/receptions')
  await press(page, 'Print PIN slips')
  await expectNoBarriers()
  await open('/replies/print?prison=LEI&location=')
  await expectNoBarriers()
  await press(page, 'Make 1 sheet to print')
  await expectNoBarriers()
})

it('what a manager and a service owner make has no barrier: a code, and a notice', async () => {
  await signIn('manager')
  await open('/accounts/OFFICER/code')
  await press(page, 'Make the code')
  await expectNoBarriers()
  await signIn('service-owner')
  await open('/service-notices/add')
  await page.type('#notice-english', 'The phones are down.')
  await page.click('[value=staff]')
  await page.type('#until-day', '24/11/2026')
  await page.type('#until-time', '9am')
  await press(page, 'Add the notice')
  await expectNoBarriers()
  await follow(page, 'End it now: The phones are down.')
  await expectNoBarriers()
})

it('has met every page template, but for those that two at once or a sign-in in production bring', () => {
  expect(templatesNotMet()).toEqual([
    'console/application/conflict.njk',
    'console/assessments/changed.njk',
    'console/content-overrides/conflict.njk',
    'console/local-services/conflict.njk',
    'console/sign-in/code.njk',
    'console/sign-in/link.njk',
  ])
})
