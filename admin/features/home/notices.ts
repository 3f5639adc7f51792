import type { Translate } from '../../../server/content/words/words'
import type { AccountNotice, PersonsComChange } from '../../../server/database'
import { momentInWords } from '../../presenting/moments'
import { whoChangedCom } from '../../presenting/people/com-changes'

/** Something that somebody has to know, until they say that they do. */
export interface HomeNotice {
  readonly text: string
  /** The page that it is about and that leads on; null where there is none that the reader may see. */
  readonly href: string | null
  /** What the button does, for screen readers. */
  readonly label: string
  /** Where it is acknowledged; null where the page that it leads to does that. */
  readonly action: string | null
}

/** What the reader has not acknowledged. */
export interface HomeNotices {
  /** What was done to their own account. */
  readonly own: readonly AccountNotice[]
  /** What others did to accounts that they keep. */
  readonly kept: readonly AccountNotice[]
  /** The people whom they lost as COM or POM. */
  readonly lost: readonly PersonsComChange[]
  /** The people whose new COM their team has to confirm. */
  readonly toConfirm: readonly PersonsComChange[]
}

/** The notices in words, each with where it is acknowledged. */
export function presentNotices({ own, kept, lost, toConfirm }: HomeNotices, t: Translate) {
  const left = [own, kept, lost, toConfirm].reduce((sum, each) => sum + moreThan(each), 0)
  return {
    list: [
      ...own.map(notice => noticeOf(notice, textOfOwn(notice, t), t)),
      ...kept.map(notice => noticeOf(notice, textOfKept(notice, t), t)),
      ...lost.map(change => lostNotice(change, t)),
      ...toConfirm.map(change => confirmNotice(change, t)),
    ],
    more: left > 0 ? t('console/home:notices.more', { count: left }) : null,
  }
}

function moreThan(notices: readonly { readonly total: number }[]): number {
  return (notices[0]?.total ?? 0) - notices.length
}

function noticeOf(notice: AccountNotice, text: string, t: Translate): HomeNotice {
  return {
    text,
    href: null,
    label: t('console/home:notices.seen-label', { name: notice.accountName }),
    action: `/account-notices/${notice.id}/seen`,
  }
}

function lostNotice(change: PersonsComChange, t: Translate): HomeNotice {
  const about = aboutPerson(change)
  return {
    text: [
      t(`console/com-changes:lost.${change.role}`, about),
      whoChangedCom(change, t),
      t('console/com-changes:lost-check'),
    ].join(' '),
    href: null,
    label: t('console/com-changes:lost-label', about),
    action: `/com-changes/${change.id}/seen`,
  }
}

function confirmNotice(change: PersonsComChange, t: Translate): HomeNotice {
  const words = { ...aboutPerson(change), email: change.comEmail }
  return {
    text: t('console/com-changes:to-confirm', words),
    href: `/people/${change.prisonNumber}#new-com`,
    label: '',
    action: null,
  }
}

function aboutPerson({ firstName, lastName, prisonNumber, prisonName }: PersonsComChange) {
  return { person: `${firstName} ${lastName}`, prisonNumber, prison: prisonName }
}

function textOfOwn(notice: AccountNotice, t: Translate): string {
  const what = t(`console/home:notices.own.${notice.kind === 'changed' ? 'changed' : 'reset'}`, byAndWhen(notice, t))
  return [what, ...lostAuthenticator(notice, t), t('console/home:notices.own.unasked')].join(' ')
}

function textOfKept(notice: AccountNotice, t: Translate): string {
  const { accountName, accountEmail, accountRole, kind } = notice
  const what = t(`console/home:notices.kept.${kind}`, {
    ...byAndWhen(notice, t),
    account: accountName,
    email: accountEmail,
    role: t(`console/permissions:roles.${accountRole}`),
  })
  return [what, ...lostAuthenticator(notice, t), t('console/home:notices.kept.check')].join(' ')
}

function byAndWhen({ doneByName, doneAt }: AccountNotice, t: Translate) {
  return { name: doneByName ?? t('console/home:notices.terminal'), when: momentInWords(doneAt) }
}

function lostAuthenticator({ forgotSecondFactor }: AccountNotice, t: Translate): string[] {
  return forgotSecondFactor ? [t('console/home:notices.authenticator')] : []
}
