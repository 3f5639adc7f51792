import type { Express } from 'express'
import { createConsole } from '../../admin/console'
import type { Role } from '../../server/domain/staff/roles'
import { createApp, createPortal } from '../../server/portal'
import { addressesOf } from '../../server/web/addresses/canonical-address'
import { startTestConsole } from './console'
import type { Asker, HostileSite } from './hostile-requests'
import { addPerson, sendApplication, testPin } from './people'
import { Visitor } from './visitor'

const roles: readonly Role[] = ['manager', 'officer', 'com', 'sysadmin', 'editor']

/** Whoever signs out or loses an account by a request of these tests would not be there for the next. */
const left = /^(HEAD|\* )| \/(my\/)?(sign-out|leave)$|^POST \/accounts\/:id\/(leave|change|code)$/

/** Both sites, with a person, an application and staff of several roles. */
export async function startHostileSites() {
  const staffConsole = await startTestConsole()
  const { dependencies } = staffConsole
  for (const role of roles) await staffConsole.hire(role, role, ['manager', 'officer'].includes(role) ? ['LEI'] : [])
  const person = await addPerson(dependencies, 'A1234AA')
  const { reference } = await sendApplication(dependencies, person, 'bank-account')
  const draft = await sendApplication(dependencies, person, 'gp-and-health')
  const plausible = {
    prisonNumber: ['A1234AA'],
    reference: [reference, draft.reference],
    id: ['1', '2'],
    prison: ['LEI'],
    area: ['yorkshire-and-the-humber'],
    action: ['refer-to-prison-banking'],
    batch: ['1'],
    citation: ['PF-3.8'],
    consent: ['1'],
    draft: ['1'],
    fact: ['releaseDate', 'riskOfSeriousHarm', 'comEmail'],
    form: ['A05', 'bank-account'],
    kind: ['fact', 'maintenance'],
    name: ['hb-remand-weeks'],
    pathway: ['accommodation'],
    question: ['1', '2'],
    report: ['replies', 'open', 'assessments', 'overrides', 'needs', 'first-night'],
    run: ['1'],
    service: ['1'],
    task: ['release-date'],
    chapter: ['health', 'money'],
  }
  const askers = (address: string, start: string, all: Readonly<Record<string, () => Promise<Visitor>>>) =>
    Object.fromEntries([
      ['nobody', () => askerOf(new Visitor(address).open(start))] as const,
      ...Object.entries(all).map(([name, signIn]) => [name, () => askerOf(signIn())] as const),
    ])
  const routesOf = (site: unknown) => addressesOf((site as Express).router).filter(route => !left.test(route))
  const portal = await staffConsole.serve(services => createPortal(services, { whenAsked: true }))
  const ready = [
    '/search',
    '/cy/search',
    '/local/:prison',
    '/cy/local/:prison/:chapter',
    '/booklet/:chapter',
    '/my/:name',
  ]
  const sites: Readonly<Record<'console' | 'portal', HostileSite>> = {
    console: {
      address: staffConsole.address,
      routes: routesOf(createConsole(dependencies)),
      plausible,
      askers: askers(
        staffConsole.address,
        '/sign-in',
        Object.fromEntries(roles.map(role => [role, () => staffConsole.signIn(role)])),
      ),
    },
    portal: {
      address: portal,
      routes: [...routesOf(createApp(dependencies)), ...ready.map(path => `GET ${path}`)],
      plausible: { ...plausible, prison: ['leeds'] },
      askers: askers(portal, '/my/sign-in', {
        person: async () => {
          const visitor = await new Visitor(portal).open('/my/sign-in')
          return visitor.press('Sign in', { 'prison-number': 'A1234AA', pin: testPin })
        },
      }),
    },
  }
  return { sites, staffConsole }
}

async function askerOf(opening: Promise<Visitor>): Promise<Asker> {
  const visitor = await opening
  const cookie = ['console', 'my'].flatMap(name => {
    const value = visitor.cookie(name)
    return value === undefined ? [] : [`${name}=${value}`]
  })
  return { cookie: cookie.join('; '), token: String(visitor.$('[name=_csrf]').first().val() ?? '') }
}
