import type { Translate } from '../../../server/content/words/words'
import { dayInWords, type CalendarDay } from '../../../server/domain/calendar'
import { waysToTell, type WayToTell } from '../../../server/domain/work/notifications'
import { dayInField } from '../../forms/day-field'
import { outsideLimits } from '../../forms/outside-form'

/** What the fields on something said outside the service are shown with. */
export function presentOutsideFields(today: CalendarDay, t: Translate) {
  return {
    ways: waysToTell.map(value => ({ value, text: t(`console/notifications:tell.ways.${value}`) })),
    usualDay: dayInField(today),
    limits: outsideLimits,
  }
}

/** How something was said outside the service, with whom and when. */
export function outsideInWords(
  {
    way,
    whom,
    doneOn,
  }: { readonly way: WayToTell | null; readonly whom: string | null; readonly doneOn: CalendarDay | null },
  t: Translate,
): readonly string[] {
  if (way === null || whom === null || doneOn === null) return []
  const inWords = t(`console/notifications:tell.ways.${way}`)
  return [t('console/common:outside.how', { whom, way: inWords, day: dayInWords(doneOn) })]
}
