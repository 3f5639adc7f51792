import { z } from 'zod'
import { londonMoment, type CalendarDay } from '../../../server/domain/calendar'
import { noticeSites, type NewNotice } from '../../../server/domain/content/service-notices'
import { dayField } from '../../forms/day-field'
import { parseForm, plainText, plainTextOrNone, type Parsed } from '../../forms/form'
import { timeField, type TimeOfDay } from '../../forms/time-field'
import type { FormReader } from '../../page/kernel'

export const noticeLimit = 300

/** The last part of the address of each form, and of its wording. */
export const noticeKinds = ['add', 'maintenance'] as const
export type NoticeKind = (typeof noticeKinds)[number]

const sitesField = z.preprocess((value): unknown[] => [value].flat(), z.array(z.enum(noticeSites, 'nothing-chosen')))

const times = { 'from-day': dayField(), 'from-time': timeField, 'until-day': dayField(), 'until-time': timeField }

/** Text and times are shown again in the form when it is refused; ticked sites are read by {@link sitesIn}. */
const timeFields = ['from-day', 'from-time', 'until-day', 'until-time']
const textFields = ['notice-english', 'notice-welsh']

/** The forms that add a notice. @param now read when a form is posted, because the reader is made at the start */
export function noticeForms(now: () => Date): Readonly<Record<NoticeKind, FormReader<NewNotice, unknown>>> {
  return {
    add: {
      fields: [...textFields, ...timeFields],
      freeText: textFields,
      read: body => readNotice(body, now()),
    },
    maintenance: {
      fields: [...timeFields, 'shown-day'],
      freeText: [],
      read: body => readMaintenance(body, now()),
    },
  }
}

/** The sites ticked in a posted form, to show it again. */
export function sitesIn(body: unknown): readonly string[] {
  const { sites = [] } = (body ?? {}) as { sites?: unknown }
  return [sites].flat().map(String)
}

/** Reads the form of a notice in the service owner's words. */
function readNotice(body: unknown, now: Date): Parsed<NewNotice> {
  const form = z
    .object({
      'notice-english': plainText(noticeLimit),
      'notice-welsh': plainTextOrNone(noticeLimit),
      sites: sitesField,
      ...times,
    })
    .transform((read): NewNotice => {
      const shownFrom = momentOf(read['from-day'], read['from-time'])
      const shownUntil = momentOf(read['until-day'], read['until-time'])
      const { sites, 'notice-english': english, 'notice-welsh': welsh } = read
      return { sites: [...new Set(sites)], english, welsh, closedFrom: null, shownFrom, shownUntil }
    })
    .superRefine(({ shownFrom, shownUntil }, context) => {
      const problem = shownUntil <= shownFrom ? 'not-after' : shownUntil <= now ? 'in-past' : null
      if (problem) context.addIssue({ code: 'custom', path: ['until-day'], message: problem })
    })
  return parseForm(form, body)
}

/** Reads the form of planned maintenance, which every site announces from the start of a day. */
function readMaintenance(body: unknown, now: Date): Parsed<NewNotice> {
  const form = z
    .object({ ...times, 'shown-day': dayField() })
    .transform((read): NewNotice & { closedFrom: Date } => {
      const closedFrom = momentOf(read['from-day'], read['from-time'])
      const shownUntil = momentOf(read['until-day'], read['until-time'])
      const shownFrom = momentOf(read['shown-day'], { hour: 0, minute: 0 })
      return { sites: noticeSites, english: null, welsh: null, closedFrom, shownFrom, shownUntil }
    })
    .superRefine(({ closedFrom, shownFrom, shownUntil }, context) => {
      const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
      if (closedFrom <= now) fault('from-day', 'in-past')
      if (shownUntil <= closedFrom) fault('until-day', 'not-after')
      if (shownFrom > closedFrom) fault('shown-day', 'too-late')
    })
  return parseForm(form, body)
}

function momentOf(day: CalendarDay, { hour, minute }: TimeOfDay): Date {
  return londonMoment(day, hour, minute)
}
