import type { Translate } from '../../../server/content/words'
import type { AccountNotice } from '../../../server/database'
import { momentInWords } from '../../presenting/moments'

/** Something that somebody has to know, until they say that they do. */
export interface HomeNotice {
  readonly text: string
  /** What the button does, for screen readers. */
  readonly label: string
  /** Where it is acknowledged. */
  readonly action: string
}

/** What was done to the reader's own account, and what others did to accounts that the reader keeps. */
export function presentAccountNotices(
  { own, kept }: { readonly own: readonly AccountNotice[]; readonly kept: readonly AccountNotice[] },
  t: Translate,
) {
  const left = moreThan(own) + moreThan(kept)
  return {
    list: [
      ...own.map(notice => noticeOf(notice, textOfOwn(notice, t), t)),
      ...kept.map(notice => noticeOf(notice, textOfKept(notice, t), t)),
    ],
    more: left > 0 ? t('console/home:notices.more', { count: left }) : null,
  }
}

function moreThan(notices: readonly AccountNotice[]): number {
  return (notices[0]?.total ?? 0) - notices.length
}

function noticeOf(notice: AccountNotice, text: string, t: Translate): HomeNotice {
  return {
    text,
    label: t('console/home:notices.seen-label', { name: notice.accountName }),
    action: `/account-notices/${notice.id}/seen`,
  }
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
