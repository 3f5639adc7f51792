import { z } from 'zod'
import type { Appointment, ReferralColumn } from '../../../server/database'
import { addMonths, londonMoment, type CalendarDay } from '../../../server/domain/calendar'
import { referralKinds, referralStatuses } from '../../../server/domain/work/referrals'
import { dayField, dayFieldOrNone } from '../../forms/day-field'
import { oneLine, oneOf, parseForm, plainText, plainTextOrNone, type Parsed } from '../../forms/form'
import { timeField } from '../../forms/time-field'
import { pageField } from '../../lists/page-of'
import { listAddresses } from '../../lists/paged-list'
import { sortField } from '../../lists/sort-heading'
import { wingField } from '../../lists/wing-field'
import type { FormReader } from '../../page/kernel'

/** In letters as people see them. */
export const referralLimits = { whom: 100, place: 100, note: 1_000 } as const

/** The columns that the list is sorted by. */
const sorts = [
  'chase',
  'what',
  'person',
  'cell',
  'release',
  'state',
  'owner',
] as const satisfies readonly ReferralColumn[]

/** What the address of the list says; anything unknown in it is as if it were not there. */
export const listQuery = z.object({
  wing: wingField,
  state: z.enum(['asked-com', 'to-chase']).nullable().catch(null),
  /** Whose they are. */
  owner: z
    .union([z.literal('nobody'), z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)])
    .nullable()
    .catch(null),
  sort: sortField(sorts, 'chase'),
  page: pageField,
})
export type ListQuery = z.infer<typeof listQuery>

export const listAddress = listAddresses('/referrals', listQuery)

const step = (latest: CalendarDay | (() => CalendarDay)) => ({
  state: oneOf(referralStatuses),
  'happened-on': dayField(latest),
  'referral-note': plainTextOrNone(referralLimits.note),
  'chase-on': dayFieldOrNone,
})

/** What begins a referral. @param today read when a form is posted, since the schema outlives the day */
export const openForm = (today: () => CalendarDay) =>
  z.object({
    'referral-kind': oneOf(referralKinds as [(typeof referralKinds)[number], ...(typeof referralKinds)[number][]]),
    'referral-whom': plainText(referralLimits.whom),
    ...step(today),
    application: z.string().max(20).catch(''),
  })
const stepForm = (today: CalendarDay) => z.object(step(today))

/** How a referral goes on. */
export type Step = z.infer<ReturnType<typeof stepForm>> & { readonly appointment: Appointment | null }

/** Reads how a referral goes on. An appointment that is made has its day, time and place. */
export function stepReader(today: () => CalendarDay): FormReader<Step, unknown> {
  return {
    fields: [
      'state',
      'happened-on',
      'appointment-on',
      'appointment-time',
      'appointment-place',
      'referral-note',
      'chase-on',
    ],
    freeText: ['referral-note'],
    read: body => readStep(body, today()),
  }
}

function readStep(body: unknown, today: CalendarDay): Parsed<Step> {
  const isMade = (body as Record<string, unknown> | undefined)?.state === 'appointment'
  if (!isMade)
    return parseForm(
      stepForm(today).transform(read => ({ ...read, appointment: null })),
      body,
    )
  const [earliest, latest] = [addMonths(today, -12), addMonths(today, 24)]
  const form = stepForm(today)
    .extend({
      'appointment-on': dayField().refine(day => day >= earliest && day <= latest, 'too-far'),
      'appointment-time': timeField,
      'appointment-place': oneLine(referralLimits.place),
    })
    .transform(({ 'appointment-on': day, 'appointment-time': time, 'appointment-place': place, ...read }) => ({
      ...read,
      appointment: { at: londonMoment(day, time.hour, time.minute), place },
    }))
  return parseForm<Step>(form, body)
}

/** Whether a posted form has the day on which a step happened, empty or not. */
export function postsDay(body: unknown): boolean {
  return (body as Record<string, unknown> | undefined)?.['happened-on'] !== undefined
}
