import type { Translate } from '../../../server/content/words/words'
import type { KeptNotice } from '../../../server/database'
import { londonToday } from '../../../server/domain/calendar'
import { noticeSites, type ServiceNotice } from '../../../server/domain/content/service-notices'
import { clockTime, longDayOf } from '../../../server/web/pages/days'
import { dayInField } from '../../forms/day-field'
import { momentInWords } from '../../presenting/moments'
import { noticeLimit, type NoticeKind } from './form'

const colours = {
  now: 'govuk-tag--green',
  later: 'govuk-tag--blue',
  over: 'govuk-tag--grey',
  withdrawn: 'govuk-tag--grey',
}

/** All notices, the newest first, with who added and who ended each. */
export function presentNotices(notices: readonly KeptNotice[], now: Date, t: Translate) {
  return {
    pageName: t('console/service-notices:title'),
    notices: notices.map(notice => {
      const state = stateOf(notice, now)
      const { id, sites, english, welsh, shownFrom, shownUntil } = notice
      return {
        state: t(`console/service-notices:states.${state}`),
        colour: colours[state],
        words: wordsOf(notice, t),
        welsh,
        noWelsh: english !== null && welsh === null,
        sites: sites.map(site => t(`console/service-notices:sites.${site}`)).join(', '),
        shown: t('console/service-notices:shown', { from: momentInWords(shownFrom), until: momentInWords(shownUntil) }),
        added: byAndWhen('added', notice.addedByName, notice.addedAt, t),
        ended: notice.withdrawnAt && byAndWhen('ended', notice.withdrawnByName, notice.withdrawnAt, t),
        withdraw: state === 'now' || state === 'later' ? `/service-notices/${id}/withdraw` : null,
      }
    }),
  }
}

/** The form, with the values typed or the initial ones. */
export function presentForm(
  kind: NoticeKind,
  values: Readonly<Record<string, string>>,
  sites: readonly string[],
  t: Translate,
) {
  return {
    pageName: t(`console/service-notices:${kind}.title`),
    kind,
    limit: noticeLimit,
    values,
    sites: noticeSites.map(value => ({
      value,
      text: t(`console/service-notices:sites.${value}`),
      checked: sites.includes(value),
    })),
  }
}

/** The values of a new form: a notice is shown from now, and maintenance is announced from today. */
export function initialValues(kind: NoticeKind, now: Date): Readonly<Record<string, string>> {
  const today = dayInField(londonToday(now))
  return kind === 'add' ? { 'from-day': today, 'from-time': clockTime(now, 'en') } : { 'shown-day': today }
}

/** The words of a notice in English. */
export function wordsOf({ english, closedFrom, shownUntil }: ServiceNotice, t: Translate): string {
  if (english !== null || closedFrom === null) return english ?? ''
  return t('common:notices.closed', {
    fromTime: clockTime(closedFrom, 'en'),
    fromDay: longDayOf(closedFrom, 'en'),
    untilTime: clockTime(shownUntil, 'en'),
    untilDay: longDayOf(shownUntil, 'en'),
  })
}

function stateOf({ shownFrom, shownUntil, withdrawnAt }: KeptNotice, now: Date): keyof typeof colours {
  if (withdrawnAt !== null) return 'withdrawn'
  if (shownUntil <= now) return 'over'
  return shownFrom <= now ? 'now' : 'later'
}

function byAndWhen(what: 'added' | 'ended', name: string | null, when: Date, t: Translate): string {
  return t(`console/service-notices:${what}`, { name, when: momentInWords(when) })
}
