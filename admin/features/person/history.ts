import type { Translate } from '../../../server/content/words/words'
import type { Correction, CourtHearing, WhereaboutsRecord } from '../../../server/database'
import { dayInWords, londonMoment, type CalendarDay } from '../../../server/domain/calendar'
import { longDayOf } from '../../../server/web/pages/days'
import { topicName } from '../../presenting/applications/topic-name'
import { factInWords } from '../../presenting/people/person-facts'
import type { PersonsWork } from '../../presenting/people/persons-work'
import { recordInWords } from '../../presenting/people/whereabouts'

/** So many events are shown, the newest. */
export const mostEvents = 100

/** What else is known to have happened, beside work. */
export interface PersonsRecords {
  readonly corrections: readonly Correction[]
  /** Empty where the reader does not see leaving. */
  readonly hearings: readonly CourtHearing[]
  readonly whereabouts: readonly WhereaboutsRecord[]
}

interface Event {
  readonly at: Date
  readonly what: string
  /** Who did it; null where that is not recorded here. */
  readonly name: string | null
  readonly words?: string
}

/** What happened about a person, as far as the reader may see it: the newest first. */
export function presentHistory(work: PersonsWork, records: PersonsRecords, t: Translate) {
  const events = [
    ...ofApplications(work, t),
    ...ofOtherWork(work, t),
    ...ofSafety(work, t),
    ...ofPlan(work, t),
    ...ofLeaving(work, t),
    ...ofNotes(work, t),
    ...ofRecords(records, t),
  ].sort((one, other) => other.at.getTime() - one.at.getTime())
  return {
    most: events.length > mostEvents ? t('console/person-pages:history.most', { most: mostEvents }) : null,
    events: events.slice(0, mostEvents).map(({ at, what, name, words }) => ({
      what,
      by:
        name === null ? longDayOf(at, 'en') : t('console/person-pages:history.by', { name, when: longDayOf(at, 'en') }),
      words: words === undefined ? [] : [words],
    })),
  }
}

/** A day without a time stands at noon of it. */
function onDay(day: CalendarDay): Date {
  return londonMoment(day, 12, 0)
}

function ofApplications({ applications }: PersonsWork, t: Translate): readonly Event[] {
  return applications.flatMap(application => {
    const what = topicName(application, t)
    const { sentAt, closedAt, outcome } = application
    const name = t('console/person-pages:history.person')
    return [
      { at: sentAt, what: t('console/person-pages:history.sent', { what }), name },
      ...(closedAt === null || outcome === null
        ? []
        : [
            {
              at: closedAt,
              what: t('console/person-pages:history.closed', {
                what,
                how: t(`console/application:outcomes.${outcome}`),
              }),
              name: null,
            },
          ]),
    ]
  })
}

function ofOtherWork(
  { referrals, enquiries, comRequests, outsideRequests }: PersonsWork,
  t: Translate,
): readonly Event[] {
  return [
    ...referrals.flatMap(({ kind, whom, status, openedAt, endedAt }) => {
      const what = t('console/person-pages:work.referral', { kind: t(`console/referrals:kinds.${kind}`), whom })
      const how = t(`console/referrals:states.${status}`)
      return [
        { at: openedAt, what: t('console/person-pages:history.referred', { what }), name: null },
        ...(endedAt === null
          ? []
          : [{ at: endedAt, what: t('console/person-pages:history.referral-ended', { what, how }), name: null }]),
      ]
    }),
    ...enquiries.flatMap(({ body, words, status, askedAt, askedByName, endedAt }) => {
      const what = t('console/person-pages:work.body-and-words', {
        body: t(`console/enquiries:bodies.${body}`),
        words,
      })
      const how = t(`console/enquiries:states.${status}`)
      return [
        { at: askedAt, what: t('console/person-pages:history.asked', { what }), name: askedByName },
        ...(endedAt === null
          ? []
          : [{ at: endedAt, what: t('console/person-pages:history.asked-ended', { what, how }), name: null }]),
      ]
    }),
    ...comRequests.flatMap(({ kind, words, status, holderName, askedAt, askedByName, endedAt }) => {
      const what = words ?? t(`console/com-requests:kinds.${kind}`)
      const how = t(`console/com-requests:states.${status}`, { name: holderName })
      return [
        { at: askedAt, what: t('console/person-pages:history.requested', { what }), name: askedByName },
        ...(endedAt === null
          ? []
          : [{ at: endedAt, what: t('console/person-pages:history.request-ended', { what, how }), name: null }]),
      ]
    }),
    ...outsideRequests.map(({ whom, words, loggedAt, loggedByName }) => ({
      at: loggedAt,
      what: t('console/person-pages:history.outside', { whom }),
      name: loggedByName,
      words,
    })),
  ]
}

function ofSafety({ concerns }: PersonsWork, t: Translate): readonly Event[] {
  return concerns.flatMap(({ raisedAt, raisedByName, acknowledgedAt, acknowledgedByName }) => [
    {
      at: raisedAt,
      what: t('console/person-pages:history.concern'),
      name: raisedByName ?? t('console/person-pages:history.person'),
    },
    ...(acknowledgedAt === null
      ? []
      : [{ at: acknowledgedAt, what: t('console/person-pages:history.acknowledged'), name: acknowledgedByName }]),
  ])
}

/** One event for whoever wrote in a stage of the plan on a day, however much they wrote. */
function ofPlan({ plan, assessments }: PersonsWork, t: Translate): readonly Event[] {
  const written = new Map(
    plan.map(({ stage, staffName, writtenAt }) => [
      `${stage} ${staffName} ${longDayOf(writtenAt, 'en')}`,
      {
        at: writtenAt,
        what: t('console/person-pages:history.planned', { stage: t(`console/assessments:kinds.${stage}`) }),
        name: staffName,
      },
    ]),
  )
  return [
    ...written.values(),
    ...assessments.flatMap(({ kind, doneOn, doneByName }) =>
      doneOn === null
        ? []
        : {
            at: onDay(doneOn),
            what: t('console/person-pages:history.assessed', { what: t(`console/assessments:kinds.${kind}`) }),
            name: doneByName,
          },
    ),
  ]
}

function ofLeaving({ leaving }: PersonsWork, t: Translate): readonly Event[] {
  return (leaving ?? []).map(({ item, value, staffName, recordedAt }) => ({
    at: recordedAt,
    what: t('console/leaving:person.entry', {
      item: t(`console/leaving:items.${item}`),
      value: t(`console/leaving:values.${value}`),
    }),
    name: staffName,
  }))
}

function ofNotes({ notes }: PersonsWork, t: Translate): readonly Event[] {
  return (notes ?? []).map(({ kind, whom, happenedOn, words, staffName }) => ({
    at: onDay(happenedOn),
    what: noteTitle({ kind, whom }, t),
    name: staffName,
    words,
  }))
}

function ofRecords({ corrections, hearings, whereabouts }: PersonsRecords, t: Translate): readonly Event[] {
  return [
    ...corrections.map(({ fact, before, after, reason, staffName, correctedAt }) => ({
      at: correctedAt,
      what: t('console/person-pages:history.corrected', {
        fact: t(`console/person:facts.${fact}`),
        before: factInWords(fact, before, t),
        after: factInWords(fact, after, t),
      }),
      name: staffName,
      words: reason,
    })),
    ...hearings.map(({ heldOn, court, recordedAt, recordedByName }) => ({
      at: recordedAt,
      what: t('console/person-pages:history.hearing', {
        what: t('console/court:hearing', { day: dayInWords(heldOn), court }),
      }),
      name: recordedByName,
    })),
    ...whereabouts.map(record => ({
      at: record.recordedAt,
      what: recordInWords(record, t),
      name: record.staffName ?? t('console/whereabouts:by-receptions'),
      ...(record.words !== null && { words: record.words }),
    })),
  ]
}

/** What a note is of, and with whom. */
export function noteTitle(
  { kind, whom }: Pick<NonNullable<PersonsWork['notes']>[number], 'kind' | 'whom'>,
  t: Translate,
) {
  const name = t(`console/person-pages:notes.kinds.${kind}`)
  return whom === null ? name : t('console/person-pages:notes.about', { kind: name, whom })
}
