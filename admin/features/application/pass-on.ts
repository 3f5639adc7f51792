import type { Translate } from '../../../server/content/words/words'
import type { Application, Person, Prison } from '../../../server/database'
import { destinations } from '../../../server/domain/routing'
import { passedOnTo, type Recipient } from '../../../server/domain/work/notifications'
import { teamName } from '../../presenting/team-name'
import { limits, otherPrison, type PassedOnTo } from './answering/forms'
import { presentHeading } from './details/heading'

/** To whom an application can go, besides its own record. */
export interface PassingOn {
  readonly application: Application
  readonly person: Person
  readonly prisons: readonly Prison[]
  /** Those who could see what is passed on to them. */
  readonly reachable: ReadonlySet<Recipient>
}

/** The page where an application is sent elsewhere, or passed on and stays where it is. */
export function presentPassOnForm(
  { application, person, prisons, reachable }: PassingOn,
  typed: Readonly<Record<string, string>> | null,
  t: Translate,
) {
  const choice = (value: PassedOnTo, hint?: string) => ({
    value,
    text: placeInWords(value, t),
    checked: value === typed?.destination,
    ...(hint !== undefined && { hint: { text: hint } }),
  })
  const isHere = (destination: Application['destination']) =>
    destination === application.destination && application.heldIn === null
  const others = passedOnTo(application)
  const { restricted, safetyConcern } = application
  return {
    ...presentHeading({ application, person }, t),
    pageName: t('console/override:page-name', { reference: application.reference }),
    limit: limits.reason,
    rule: t('console/override:rule', { name: t(`console/routing:rules.${application.rule}`), rule: application.rule }),
    team: t('console/override:now', { team: teamName(application, t) }),
    noCom: person.comEmail === null ? t('console/override:no-com') : null,
    safetyAlone: restricted && safetyConcern ? t('console/override:restricted-safety') : null,
    choices: [
      ...destinations.filter(destination => !isHere(destination)).map(destination => choice(destination)),
      choice(otherPrison),
      ...(others.length > 0 ? [{ divider: t('console/override:or') }] : []),
      ...others.map(each => choice(each, reachable.has(each) ? undefined : t('console/override:unreachable'))),
    ],
    prisons: [
      { value: '', text: t('console/override:choose-prison') },
      ...prisons
        .filter(({ id, active }) => active && id !== person.prisonId && id !== application.heldIn)
        .map(({ id, name }) => ({ value: id, text: name, selected: id === typed?.['to-prison'] })),
    ],
  }
}

/** To whom it was to go, in words. */
export function placeInWords(to: PassedOnTo, t: Translate): string {
  if (to === otherPrison) return t('console/override:other-prison')
  return to === 'PRT' || to === 'COM'
    ? t(`console/common:destinations.${to}`)
    : t(`console/notifications:recipients.${to}`)
}
