import { createConsole } from '../../admin/console'
import { opensForm } from '../../admin/page/form-addresses'
import type { Role } from '../../server/domain/staff/roles'
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
  useApplication,
  visitorOf,
  walkPermissions,
  wholeForm,
} from '../set-up/permission-walk'

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

testPermissions(false)

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
