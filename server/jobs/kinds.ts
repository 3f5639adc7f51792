import { z } from 'zod'
import { parseCalendarDay, type CalendarDay } from '../domain/calendar'
import type { JobKind } from '../domain/jobs'
import { deleteUnusedScans } from '../use-cases/people/records/scans'
import { deliverNotifications } from '../use-cases/work/notifications'
import * as dailyEmail from './daily-email'
import * as dailyWork from './daily-work'
import type { JobHandler } from './job'

/** The cron adds a field of its own, which is left out. */
const nothing = z.object({}).transform(() => ({}))
const id = z.number().int().positive()
const day = z.string().refine((text): text is CalendarDay => parseCalendarDay(text) !== undefined)
const batch = z.object({ personIds: z.array(id).min(1) })

/** How each kind of job is done. */
export const jobHandlers: { readonly [Kind in JobKind]: JobHandler<Kind> } = {
  'start-daily-work': { payload: nothing, run: dailyWork.start },
  'decide-again-by-new-rules': { payload: batch, run: dailyWork.decideAgainByNewRules },
  'work-out-assessments': { payload: batch, run: dailyWork.workOut },
  'decide-again': { payload: batch, run: dailyWork.decideAgain },
  'bring-back-after-handover': { payload: batch, run: dailyWork.bringBack },
  'delete-expired-data': { payload: nothing, run: dailyWork.deleteExpired },
  'erase-people': { payload: batch, run: dailyWork.erase },
  'finish-daily-work': { payload: z.object({ dailyWorkId: id }), run: dailyWork.finish },
  'deliver-notifications': {
    payload: nothing,
    run: ({ dependencies: { database, context } }) => deliverNotifications(database, context()),
  },
  'delete-expired-sessions': {
    payload: nothing,
    run: async ({ dependencies, log }) => {
      log.debug({ deleted: await dependencies.database.expiredSessions.delete() }, 'expired sessions are deleted')
    },
  },
  'delete-unused-scans': {
    payload: nothing,
    run: async ({ dependencies: { database, context, scanFiles }, log, isEnding }) => {
      log.debug(
        { deleted: await deleteUnusedScans(database, context(), scanFiles, isEnding) },
        'unused scans are deleted',
      )
    },
  },
  'start-daily-emails': { payload: nothing, run: dailyEmail.startEmails },
  'send-daily-email': { payload: z.object({ staffId: id, day }), run: dailyEmail.sendEmail },
}
