import type { Translate } from '../../../../server/content/words/words'
import type { Application, Person } from '../../../../server/database'
import { topicName } from '../../../presenting/applications/topic-name'
import { momentInWords } from '../../../presenting/moments'
import { fullName } from '../../../presenting/people/full-name'

/** What stands at the top of every page about an application. */
export function presentHeading(
  { application, person }: { readonly application: Application; readonly person: Person },
  t: Translate,
) {
  const name = fullName(person)
  return {
    pageName: t('console/application:page-name', { reference: application.reference }),
    reference: application.reference,
    address: `/applications/${application.reference}`,
    name,
    topic: topicOf(application, t),
    heading: t('console/application:heading', {
      topic: topicName(application, t),
      name,
    }),
    restricted: application.restricted,
  }
}

/** The topic's title as staff see it. */
export function topicOf({ topic }: Application, t: Translate): string {
  return t(`routing:topics.${topic}.title`)
}

/** Who did something, or the service, and when. */
export function byAndWhen(name: string | null, when: Date, t: Translate): string {
  return t('console/common:by-and-when', { name: name ?? t('console/events:by-service'), when: momentInWords(when) })
}
