import {
  assignableRoles,
  isAllocatedAssessments,
  rolesThatCan,
  roles,
  roleEntry,
} from '../../../server/domain/staff/roles'
import { comRequestWork } from '../../../server/domain/work/com-requests'
import { enquiryBodies, enquiryWork, prisonBodies } from '../../../server/domain/work/enquiries'
import { referralWork } from '../../../server/domain/work/referrals'

const named = (names: string) => names.trim().split(/\s+/).sort()

it('has exactly these roles, each with this and no more', () => {
  const declared = roles.map(role => {
    const { permissions, ...others } = roleEntry(role)
    return [role, { ...others, permissions: [...permissions].sort() }]
  })
  expect(Object.fromEntries(declared)).toEqual({
    officer: {
      sees: 'of-prisons',
      prisons: 'own',
      isAllocatedAssessments: true,
      permissions: named(`
        add-scan see-scans
        keep-person-notes acknowledge-safety act-on-application answer-notification assign-applications confirm-com
        correct-com-and-risk correct-facts do-com-request enter-paper-form give-outcome import make-enquiry
        make-pin-slip make-referral override print-plans print-replies raise-safety record-assessment
        record-consent record-leaving record-whereabouts see-application see-assessments see-com-requests
        see-enquiries see-leaving see-notices see-notifications see-people see-plan see-queue see-referrals
        see-restricted see-safety see-services handle-outside-requests tell-outside undo-leaving write-plan
      `),
    },
    administrator: {
      sees: 'of-prisons',
      prisons: 'own',
      permissions: named(`
        add-scan see-scans
        keep-person-notes acknowledge-safety act-on-application allocate-assessments answer-notification assign-applications
        correct-facts do-com-request edit-services enter-paper-form import make-enquiry make-pin-slip
        make-referral manage-caseload print-plans print-replies raise-safety record-assessment record-consent
        record-leaving record-whereabouts see-application see-assessments see-com-requests see-enquiries
        see-leaving see-notices see-notifications see-people see-plan see-queue see-referrals see-safety
        see-services handle-outside-requests tell-outside
      `),
    },
    com: {
      sees: 'as-com',
      prisons: 'none',
      permissions: named(`
        add-scan see-scans
        keep-person-notes acknowledge-safety act-on-application answer-enquiry answer-notification enter-paper-form give-outcome
        make-com-request make-enquiry make-referral override raise-safety record-assessment record-consent
        record-leaving see-application see-assessments see-com-requests see-enquiries see-leaving
        see-notifications see-people see-plan see-queue see-referrals see-restricted see-safety see-work-for-com
        name-cover write-plan
      `),
    },
    spo: {
      sees: 'of-pdu',
      prisons: 'none',
      permissions: named(`
        keep-person-notes acknowledge-safety act-on-application answer-enquiry answer-notification give-outcome make-com-request
        make-enquiry make-referral name-cover raise-safety reassign-people record-consent see-application see-assessments see-com-requests see-enquiries see-leaving
        see-notifications see-people see-plan see-queue see-referrals see-safety see-unreachable-coms
        see-work-for-com tell-outside
      `),
    },
    pom: {
      sees: 'as-pom',
      prisons: 'own',
      permissions: named(`
        keep-person-notes acknowledge-safety answer-enquiry answer-notification make-com-request make-enquiry raise-safety
        record-assessment see-application see-assessments see-com-requests see-enquiries see-leaving see-notifications see-people see-safety
      `),
    },
    'probation-team': {
      sees: 'as-probation-team',
      prisons: 'none',
      permissions: named(`
        keep-person-notes acknowledge-safety raise-safety see-safety act-on-application answer-enquiry answer-notification give-outcome
        make-com-request make-enquiry make-referral record-consent see-application see-com-requests see-enquiries
        see-notifications see-people see-queue see-referrals
      `),
    },
    manager: {
      sees: 'of-prisons',
      prisons: 'own',
      managesAccounts: 'of-prisons',
      permissions: named(`
        add-scan remove-any-scan see-scans
        keep-person-notes acknowledge-safety act-on-application allocate-assessments answer-notification answer-review-request
        assign-applications confirm-com correct-com-and-risk correct-facts decide-responsibility do-com-request
        edit-services enter-paper-form export-person-data give-outcome import make-enquiry make-pin-slip
        make-referral manage-accounts manage-caseload merge-records override print-plans print-replies
        raise-safety record-assessment record-consent record-leaving record-whereabouts reopen-application
        see-application see-assessments see-audit see-com-requests see-enquiries see-leaving see-notices
        see-notifications see-page-feedback see-people see-plan see-queue see-referrals see-reports
        see-restricted see-safety see-services see-unopened-concerns see-who-looked see-unreachable-coms set-duty-pom handle-outside-requests tell-outside
        undo-leaving write-plan
      `),
    },
    editor: {
      sees: 'nobody',
      prisons: 'every',
      permissions: named('edit-services see-page-feedback see-services'),
    },
    'service-owner': {
      sees: 'nobody',
      prisons: 'none',
      permissions: named('manage-facts manage-service-notices'),
    },
    sysadmin: {
      sees: 'nobody',
      prisons: 'none',
      managesAccounts: 'all',
      permissions: named('manage-accounts manage-jobs manage-pdus see-audit see-page-feedback'),
    },
    healthcare: {
      sees: 'asked-about',
      prisons: 'own',
      permissions: named('answer-enquiry answer-notification raise-safety see-enquiries see-notifications'),
    },
    safety: {
      sees: 'asked-about',
      prisons: 'own',
      permissions: named(`
        acknowledge-safety answer-enquiry answer-notification raise-safety see-enquiries see-notifications
        see-safety
      `),
    },
    'key-worker': {
      sees: 'asked-about',
      prisons: 'own',
      permissions: named('answer-enquiry answer-notification raise-safety see-enquiries see-notifications'),
    },
    'womens-safety': {
      sees: 'asked-about',
      prisons: 'own',
      permissions: named('answer-enquiry answer-notification raise-safety see-enquiries see-notifications'),
    },
    'substance-misuse': {
      sees: 'asked-about',
      prisons: 'own',
      permissions: named('answer-enquiry answer-notification raise-safety see-enquiries see-notifications'),
    },
    'education-and-work': {
      sees: 'asked-about',
      prisons: 'own',
      permissions: named('answer-enquiry answer-notification raise-safety see-enquiries see-notifications'),
    },
    immigration: {
      sees: 'asked-about',
      prisons: 'own',
      permissions: named('answer-enquiry answer-notification raise-safety see-enquiries see-notifications'),
    },
  })
})

it.each([
  ['COM requests', comRequestWork, ['officer', 'administrator', 'manager']],
  ['enquiries', enquiryWork, ['officer', 'administrator', 'com', 'spo', 'pom', 'probation-team', 'manager']],
  ['referrals', referralWork, ['officer', 'administrator', 'com', 'spo', 'probation-team', 'manager']],
])('lets the roles that do the work hold %s', (_what, { holderPermission }, holders) => {
  expect(rolesThatCan(holderPermission)).toEqual(holders)
})

it('offers enquiries to the COM, the POM, probation teams and the bodies outside the team', () => {
  expect(enquiryBodies).toEqual([
    'com',
    'pom',
    'short-sentence-function',
    'community-integration-team',
    'corre-hub',
    'duty-probation',
    'healthcare',
    'safety',
    'key-worker',
    'womens-safety',
    'substance-misuse',
    'education-and-work',
    'immigration',
  ])
})

it('lets managers assign the roles that work in prisons, system administrators all, and nobody else any', () => {
  const inPrisons = ['officer', 'administrator', 'pom', 'manager', ...prisonBodies]
  const assigning = roles.filter(role => assignableRoles(role).length > 0)
  expect(assigning.map(role => [role, assignableRoles(role)])).toEqual([
    ['manager', inPrisons],
    ['sysadmin', roles],
  ])
  expect(assigning).toEqual(rolesThatCan('manage-accounts'))
})

it('lets whoever is allocated assessments record them, and make enquiries', () => {
  // The page that moves a caseload has no sentence for somebody who gets assessments but cannot get enquiries.
  for (const role of roles.filter(isAllocatedAssessments)) {
    expect(roleEntry(role).permissions).toEqual(expect.arrayContaining(['record-assessment', 'make-enquiry']))
  }
})

it('lets the bodies that enquiries are for answer them, and the SPO for the COM', () => {
  const asked = new Set(enquiryBodies.map(body => roles.find(role => role === body) ?? 'probation-team'))
  expect([...rolesThatCan('answer-enquiry')].sort()).toEqual([...asked, 'spo'].sort())
})
