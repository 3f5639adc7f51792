import type { Translate } from '../../../../server/content/words/words'
import { mostCounted, type StaffMember } from '../../../../server/database'
import { scopeFor } from '../../../../server/use-cases/accounts/access-scopes'
import { countInWords } from '../../../lists/pages'
import type { PlaceInQueue } from '../../../lists/place-in-queue'
import type { Done } from '../../../page/confirmation'
import { topicName } from '../../../presenting/applications/topic-name'

type Neighbour = PlaceInQueue['next']

/** Where an application stands in the list that its reader goes through, and the ones beside it: topics, not people. */
export function presentInList(place: PlaceInQueue, staff: StaffMember, t: Translate) {
  const { isListed, before, total } = place
  const beside = (neighbour: Neighbour) =>
    neighbour && { href: `/applications/${neighbour.reference}`, topic: topicName(neighbour, t) }
  return {
    name: t('console/queue:page-name', { list: nameOfList(place, staff, t) }),
    place: !isListed
      ? null
      : before >= mostCounted
        ? t('console/common:pages.far', { most: mostCounted })
        : t('console/application:in-list.place', { number: before + 1, total: countInWords(total, t) }),
    previous: beside(place.previous),
    next: beside(place.next),
  }
}

/** What closing an application did, and how many are left in the list that it was closed from. */
export function presentClosed(place: PlaceInQueue, reference: string, staff: StaffMember, t: Translate): Done {
  const left = place.isListed ? place.total - 1 : place.total
  const list = nameOfList(place, staff, t)
  const rest =
    left > 0
      ? t('console/application:in-list.left', { number: countInWords(left, t), list })
      : t('console/application:in-list.none-left', { list })
  return {
    text: `${t('console/application:in-list.closed', { reference })} ${rest}`,
    link: { href: `/applications/${reference}`, text: t('console/application:in-list.see', { reference }) },
  }
}

function nameOfList({ query }: PlaceInQueue, staff: StaffMember, t: Translate): string {
  return t(`console/queue:lists.${query.list}.${scopeFor(staff).team ?? 'PRT'}`)
}
