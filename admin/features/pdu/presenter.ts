import type { Translate } from '../../../server/content/words/words'
import { mostPeopleOfCom, type Pdu, type PduCom, type PersonOfPduCom } from '../../../server/database'
import type { PeopleGiven } from '../../../server/use-cases/people/records/give-people'

/** The COMs of a PDU, and how much each has. */
export function presentPdu(coms: readonly PduCom[], pdu: Pdu | undefined, done: PeopleGiven | undefined, t: Translate) {
  return {
    pageName: t('console/pdu:title'),
    what: t('console/pdu:what', { pdu: pdu?.name }),
    done: done
      ? [
          t('console/pdu:moved', { count: done.given }),
          ...(done.left > 0 ? [t('console/pdu:left', { count: done.left })] : []),
        ]
      : null,
    coms: coms.map(com => ({
      ...com,
      href: com.people > 0 ? `/pdu/coms/${com.id}` : null,
      linkWhom: t('console/pdu:move.link-whom', { com: com.name }),
      states: [
        ...(com.active ? [] : [t('console/pdu:ended')]),
        ...(com.isAway ? [t('console/pdu:away')] : []),
        ...(com.isCovered ? [t('console/pdu:covered')] : []),
      ],
    })),
  }
}

/** The form that gives people of a COM to another. */
export function presentMove(
  com: PduCom,
  people: readonly PersonOfPduCom[],
  coms: readonly PduCom[],
  { typed, body }: { readonly typed: Readonly<Record<string, string>> | null; readonly body: unknown },
  t: Translate,
) {
  const chosen = [(body as Readonly<Record<string, unknown>> | undefined)?.['move-people']].flat()
  const others = coms.filter(({ id, active }) => active && id !== com.id)
  return {
    pageName: t('console/pdu:move.title', { com: com.name }),
    action: `/pdu/coms/${com.id}`,
    people: people.map(({ prisonNumber, firstName, lastName, prisonName: prison }) => ({
      value: prisonNumber,
      text: t('console/pdu:move.person', { name: `${lastName}, ${firstName}`, prisonNumber, prison }),
      checked: typed !== null && chosen.includes(prisonNumber),
    })),
    more: com.people > people.length ? t('console/pdu:move.more', { shown: mostPeopleOfCom }) : null,
    coms: others.map(({ id, name, email }) => ({
      value: id,
      text: `${name}, ${email}`,
      selected: String(id) === typed?.['move-to-com'],
    })),
    reason: typed?.['move-reason'] ?? '',
  }
}
