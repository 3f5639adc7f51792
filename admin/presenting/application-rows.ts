import type { Translate } from '../../server/content/words'
import type { Application } from '../../server/database'
import { topicName } from './topic-name'

/** An application of a person, as lists beside others of theirs show it. */
export function presentApplicationRow(application: Application, t: Translate) {
  const { reference, outcome, team } = application
  return {
    href: `/applications/${reference}`,
    reference,
    topic: topicName(application, t),
    state:
      outcome === null
        ? t('console/people:person.waits-for', { team: t(`console/routing:teams.${team}`) })
        : t(`console/application:outcomes.${outcome}`),
  }
}
