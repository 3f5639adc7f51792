import type { Request, Response } from 'express'
import type { Application, TextForm } from '../../../../database'
import type { SiteDependencies } from '../../../../dependencies'
import { parseReference } from '../../../../domain/applications'
import { isPrivate } from '../../../../domain/checklist'
import { PageError } from '../../../../web/pages/errors'
import { pageSeal, textFormAddress } from '../../form-pages'
import { personOf } from '../../signed-in'

/** The application that the address names, if the person who is signed in sent it. */
export async function findApplication(
  { database }: SiteDependencies,
  req: Request,
  res: Response,
): Promise<Application> {
  const reference = parseReference(String(req.params.reference))
  const application = reference && (await database.applications.findOfPerson(reference, personOf(res).id))
  if (!application) throw new PageError(404, 'not-found')
  return application
}

/** The address of the page of a sent application. */
export function applicationAddress({ reference }: Application): string {
  return `/my/applications/${reference}`
}

/** Whether others must not read over a shoulder what the application is about. */
export function isQuiet(application: Application): boolean {
  return application.unfinished || isPrivate(application)
}

/** The seal of a form with free text about an application, so that the text is saved after the session has expired. */
export function sealTextForm(
  { sessionSecret, now }: SiteDependencies,
  { personId, reference }: Application,
  kind: TextForm['kind'],
): Promise<string> {
  const form = { kind, about: reference }
  return pageSeal(sessionSecret).close({ personId, form, madeAt: now() }, textFormAddress(form))
}
