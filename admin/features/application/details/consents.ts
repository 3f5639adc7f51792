import type { Translate } from '../../../../server/content/words/words'
import type { Application, Consent, TickableAction } from '../../../../server/database'
import { bodiesInformed, consentMissing, type ConsentBody } from '../../../../server/domain/applications'
import { bodyInWords, consentRows } from '../../../presenting/people/consent-rows'

/** Whom this person lets staff tell, and whom they do not let them tell any more. */
export function presentConsents(consents: readonly Consent[], application: Application, t: Translate) {
  return consentRows(
    consents.filter(({ applicationId, restricted }) => applicationId === application.id || !restricted),
    t,
  )
}

/** Whose yes an action still needs, in words; null when it can be done. */
export function consentNeeded(
  { action }: Pick<TickableAction, 'action'>,
  { topic }: Application,
  consents: readonly Consent[],
  t: Translate,
): string | null {
  const live = new Set(consents.filter(({ takenBackAt }) => takenBackAt === null).map(({ body }) => body))
  const missing = consentMissing(action, topic, live)
  return missing.length === 0 ? null : bodiesInWords(missing, t)
}

/** Whom the actions of an application tell. */
export function bodiesNeeded(actions: readonly TickableAction[], { topic }: Application): ReadonlySet<ConsentBody> {
  return new Set(actions.flatMap(({ action }) => bodiesInformed(action, topic)))
}

/** The bodies that a consent names, in words. */
export function bodiesInWords(bodies: readonly ConsentBody[], t: Translate): string {
  return bodies.map(body => bodyInWords(body, t)).join(', ')
}
