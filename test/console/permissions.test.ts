import { createConsole } from '../../admin/console'
import { opensForm } from '../../admin/page/form-addresses'
import { permissions } from '../../server/domain/staff/permissions'
import { roleEntry, roles, type Role } from '../../server/domain/staff/roles'
import { prisonBodies } from '../../server/domain/work/enquiries'
import { scopeFor } from '../../server/use-cases/accounts/access-scopes'
import { routesOf } from '../../server/web/pages/routes-of'
import {
  addresses,
  application,
  ask,
  colleague,
  databaseContent,
  open,
  staffConsole,
  testPermissions,
  testScopes,
  useApplication,
  visitorOf,
  walkPermissions,
  wholeForm,
} from '../set-up/permission-walk'
import { Visitor } from '../set-up/visitor'

walkPermissions()

it('lists every route of the console and no others', () => {
  const { router } = createConsole(staffConsole.dependencies)
  // Where no page stands, the address of a form leads to one that is listed.
  const own = routesOf(router).filter(({ handler }) => !opensForm(handler))
  const routes = [...new Set(own.map(({ method, pattern }) => `${method} ${pattern}`))]
  const answers = (route: string) => new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`)
  const reached = [...open, ...addresses].map(([method, path]) => {
    const wholeRequest = `${method} ${path}`
    return routes.find(route => answers(route).test(wholeRequest)) ?? `nothing for ${wholeRequest}`
  })
  expect([...new Set(reached)].sort()).toEqual([...routes].sort())
})

testScopes(false)

testPermissions(false)

describe.each(roles)('a %s', role => {
  it('can see the permissions table', async () => {
    const visitor = await visitorOf(role)
    await visitor.open('/roles')
    // One row more says whose people each role sees.
    expect(visitor.$('tbody tr')).toHaveLength(permissions.length + 1)
    expect(visitor.$('.govuk-list--bullet li')).toHaveLength(roleEntry(role).permissions.length)
  })
})

it('accepts the same form from staff with the permission', async () => {
  const before = await databaseContent()
  const officer = await visitorOf('officer')
  for (const action of ['claim', 'notes', 'messages', 'override']) {
    useApplication(
      (await staffConsole.dependencies.database.applications.findInScope(application.reference, scopeFor(colleague)))!,
    )
    await ask(officer, 'POST', `/applications/REFERENCE/${action}`, { fields: wholeForm() })
    expect([action, officer.status]).toEqual([action, 200])
  }
  const after = await databaseContent()
  expect(Object.keys(after).filter(table => after[table] !== before[table])).toEqual(
    expect.arrayContaining(['application', 'application_event', 'message', 'staff_note']),
  )
})

it('redirects visitors who are not signed in to the sign-in page and accepts no form from them', async () => {
  const visitor = new Visitor(staffConsole.address)
  const before = await databaseContent()
  for (const [method, path] of addresses) {
    await ask(visitor, method, path, { page: '/sign-in', fields: wholeForm() })
    expect([method, path, visitor.path]).toEqual([method, path, '/sign-in'])
  }
  expect(await databaseContent()).toEqual(before)
})

it('rejects a form without a CSRF token for every role', async () => {
  const visitor = await visitorOf('manager')
  for (const [method, path] of addresses) {
    if (method === 'GET') continue
    await visitor.post(path.replace('REFERENCE', application.reference), new URLSearchParams({}))
    expect([path, visitor.status, visitor.heading]).toEqual([path, 403, 'The page was too old to send'])
  }
})

describe('the access scope', () => {
  const staff = (role: Role) => ({ role, prisons: ['LEI'], email: 'who@example.test' })

  it.each(['officer', 'administrator', 'manager'] as const)('of a %s covers the people of their prisons', role => {
    expect(scopeFor(staff(role))).toMatchObject({ prisons: ['LEI'], comKeys: [], team: 'PRT' })
    expect(scopeFor({ ...staff(role), passedOn: [7] }).passedOn).toEqual([7])
  })

  it('of a COM covers the people they are COM for, in any prison', () => {
    expect(scopeFor(staff('com'))).toEqual({
      prisons: [],
      comKeys: ['who@example.test'],
      pomEmail: null,
      dutyPrisons: [],
      passedOn: [],
      probationTeam: null,
      team: 'COM',
      seesRestricted: true,
      answersReviewRequests: false,
    })
  })

  it('covers whom they cover for too, and for an SPO the people of the COMs of the PDU', () => {
    const covering = { ...staff('com'), covers: ['away@example.test'] }
    expect(scopeFor(covering).comKeys).toEqual(['who@example.test', 'away@example.test'])
    const spo = { ...staff('spo'), pduComs: ['com@example.test'], covers: ['away@example.test'] }
    expect(scopeFor(spo)).toMatchObject({
      prisons: [],
      comKeys: ['com@example.test', 'away@example.test'],
      team: 'COM',
      seesRestricted: false,
    })
  })

  it.each(['editor', 'service-owner', 'sysadmin', ...prisonBodies] as const)('of a %s covers nobody', role => {
    expect(scopeFor(staff(role))).toEqual({
      prisons: [],
      comKeys: [],
      pomEmail: null,
      dutyPrisons: [],
      passedOn: [],
      probationTeam: null,
      team: null,
      seesRestricted: false,
      answersReviewRequests: false,
    })
  })
})
