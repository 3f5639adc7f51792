import type { Translate } from '../../../server/content/words/words'
import type { Application } from '../../../server/database'
import { teamName } from '../team-name'
import { topicName } from './topic-name'

/** Presents an application for lists of the person's applications. */
export function presentApplicationRow(application: Application, t: Translate) {
  const { reference, outcome } = application
  return {
    href: `/applications/${reference}`,
    reference,
    topic: topicName(application, t),
    state:
      outcome === null
        ? t('console/people:person.waits-for', { team: teamName(application, t) })
        : t(`console/application:outcomes.${outcome}`),
  }
}
