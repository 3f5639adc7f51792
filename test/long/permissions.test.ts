import { permissions } from '../../server/domain/staff/permissions'
import { roleEntry, roles } from '../../server/domain/staff/roles'
import {
  addresses,
  application,
  ask,
  databaseContent,
  staffConsole,
  testPermissions,
  testScopes,
  visitorOf,
  walkPermissions,
  wholeForm,
} from '../set-up/permission-walk'
import { Visitor } from '../set-up/visitor'

walkPermissions()

testScopes()

testPermissions(true)

describe.each(roles)('a %s', role => {
  it('can see the permissions table', async () => {
    const visitor = await visitorOf(role)
    await visitor.open('/roles')
    // One row more says whose people each role sees.
    expect(visitor.$('tbody tr')).toHaveLength(permissions.length + 1)
    expect(visitor.$('.govuk-list--bullet li')).toHaveLength(roleEntry(role).permissions.length)
  })
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
