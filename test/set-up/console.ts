import express, { type Express } from 'express'
import { createConsole } from '../../admin/console'
import type { StaffMember } from '../../server/database'
import type { Role } from '../../server/domain/staff/roles'
import { addPrisons, addStaff, testPassword } from './people'
import { startTestSite, type TestSite } from './site'
import { Visitor } from './visitor'

// One test opens many pages, and the machine may be doing much else.
jest.setTimeout(60_000)

export interface TestConsole extends TestSite {
  readonly address: string
  /** A member of staff with an account of that name at example.test. */
  hire(name: string, role: Role, prisons?: readonly string[]): Promise<StaffMember>
  /** Whoever has that name, signed in, with the page open that they begin at. */
  signIn(name: string): Promise<Visitor>
  /** Asks or changes the database beside the service, for what no page shows. */
  inDatabase<T>(sql: string): Promise<T[]>
}

/** The console over real HTTP, with prisons and nobody in them. */
export async function startTestConsole(
  settings: NodeJS.ProcessEnv = {},
  compose = createConsole,
): Promise<TestConsole> {
  const site = await startTestSite(settings)
  await addPrisons(site.dependencies)
  const address = await site.serve(compose)
  return {
    ...site,
    address,
    hire: (name, role, prisons = ['LEI']) =>
      addStaff(site.dependencies, { email: `${name}@example.test`, name: `${name} at work`, role, prisons }),
    async signIn(name) {
      const visitor = new Visitor(address)
      await visitor.open('/sign-in')
      return visitor.press('Sign in', { email: `${name}@example.test`, password: testPassword })
    },
    async inDatabase<T>(sql: string) {
      return (await site.knex.raw<{ rows: T[] }>(sql)).rows
    },
  }
}

/** In production the cookie is for TLS only; this says what a proxy that takes TLS off would say. */
export function behindTls(app: Express): Express {
  return express().use((req, _res, next) => {
    req.headers['x-forwarded-proto'] = 'https'
    next()
  }, app)
}

/** Every link of the error summary leads to something that takes focus, and every field that is wrong says so. */
export function expectErrorsToLand(visitor: Visitor): void {
  const links = visitor.$('.govuk-error-summary a').toArray()
  expect(links.length).toBeGreaterThan(0)
  for (const link of links) {
    const target = visitor.$(visitor.$(link).attr('href') ?? 'no link')
    expect(target.is('input, textarea, select')).toBe(true)
    expect(target.closest('.govuk-form-group--error').text()).toContain(visitor.$(link).text())
  }
  expect(visitor.title).toMatch(/^Error:/)
}
