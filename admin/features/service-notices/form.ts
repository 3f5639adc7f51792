import { z } from 'zod'
import { londonMoment, type CalendarDay } from '../../../server/domain/calendar'
import { noticeSites, type NewNotice } from '../../../server/domain/content/service-notices'
import { dayField } from '../../forms/day-field'
import { parseForm, plainText, plainTextOrNone, type Parsed } from '../../forms/form'
import { timeField, type TimeOfDay } from '../../forms/time-field'

export const noticeLimit = 300

const sitesField = z.preprocess((given): unknown[] => [given].flat(), z.array(z.enum(noticeSites, 'nothing-chosen')))

const times = { 'from-day': dayField(), 'from-time': timeField, 'until-day': dayField(), 'until-time': timeField }

/** Reads the form of a notice in the owner's own words. */
export function readNotice(body: unknown, now: Date): Parsed<NewNotice> {
  const form = z
    .object({
      'notice-english': plainText(noticeLimit),
      'notice-welsh': plainTextOrNone(noticeLimit),
      sites: sitesField,
      ...times,
    })
    .transform((given): NewNotice => {
      const shownFrom = momentOf(given['from-day'], given['from-time'])
      const shownUntil = momentOf(given['until-day'], given['until-time'])
      const { sites, 'notice-english': english, 'notice-welsh': welsh } = given
      return { sites: [...new Set(sites)], english, welsh, closedFrom: null, shownFrom, shownUntil }
    })
    .superRefine(({ shownFrom, shownUntil }, context) => {
      const problem = shownUntil <= shownFrom ? 'not-after' : shownUntil <= now ? 'in-past' : null
      if (problem) context.addIssue({ code: 'custom', path: ['until-day'], message: problem })
    })
  return parseForm(form, body)
}

/** Reads the form of planned maintenance, which every site tells of from the beginning of a day. */
export function readMaintenance(body: unknown, now: Date): Parsed<NewNotice> {
  const form = z
    .object({ ...times, 'shown-day': dayField() })
    .transform((given): NewNotice & { closedFrom: Date } => {
      const closedFrom = momentOf(given['from-day'], given['from-time'])
      const shownUntil = momentOf(given['until-day'], given['until-time'])
      const shownFrom = momentOf(given['shown-day'], { hour: 0, minute: 0 })
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
