import type { Translate } from '../../server/content/words/words'
import type { Application } from '../../server/database'

/** Who has an application: its team, or that of another prison to which staff passed it on. */
export function teamName({ team, heldIn }: Pick<Application, 'team' | 'heldIn'>, t: Translate): string {
  return heldIn === null ? t(`console/routing:teams.${team}`) : t('console/routing:another-prison')
}

/** The same as staff say it, for a column of a list. */
export function shortTeamName({ team, heldIn }: Pick<Application, 'team' | 'heldIn'>, t: Translate): string {
  return heldIn === null ? t(`console/routing:short-teams.${team}`) : t('console/routing:short-another-prison')
}
