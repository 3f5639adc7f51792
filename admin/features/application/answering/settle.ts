import type { Translate } from '../../../../server/content/words/words'
import type { StaffMember } from '../../../../server/database'
import type { Reads } from '../../../../server/database/reads'
import {
  addMonths,
  addWorkingDays,
  isWorkingDay,
  type CalendarDay,
  type ExtraBankHolidays,
} from '../../../../server/domain/calendar'
import { actions, type Action } from '../../../../server/domain/routing'
import { rolesThatAct } from '../../../../server/domain/staff/roles'
import { isAdvice, settlementsOf, type Settlement } from '../../../../server/domain/work/notifications'
import { dayField, dayInField } from '../../../forms/day-field'
import { plainText, type FieldError } from '../../../forms/form'
import type { Find, FormReader } from '../../../page/kernel'
import { findApplication, type Found } from '../details/find'
import { limits } from './forms'
import type { ReplyStep } from './replies'

/** An application that is about to be closed. */
export interface Closing extends Found {
  /** Its actions that are neither done nor somebody else's. */
  readonly toSettle: readonly Action[]
  /** What was passed on and is not done: it stays with whoever has it. */
  readonly passedOn: readonly Action[]
  /** Who can carry on an action, the reader first. */
  readonly owners: readonly Pick<StaffMember, 'id' | 'name'>[]
}

/** A reply, and what becomes of each action that is not done. */
export type ClosingStep<Reply> = ReplyStep<Reply> & { readonly settled: readonly Settlement[] }

/** Finds the application, what it leaves undone, and who can carry that on. */
export function findClosing(database: Reads): Find<Closing> {
  const find = findApplication(database)
  return async asker => {
    const found = await find(asker)
    const { id } = found.application
    const among = rolesThatAct(found.application)
    const [listed, carried, colleagues] = await Promise.all([
      database.applications.actions(id),
      database.notifications.actionsCarried(id),
      database.staff.othersInPrison(found.application.heldIn ?? found.person.prisonId, among, asker.staff.id),
    ])
    const undone = listed.flatMap(({ action, doneAt }) => (doneAt === null && !isAdvice(action) ? [action] : []))
    return {
      ...found,
      toSettle: undone.filter(action => !carried.has(action)),
      passedOn: undone.filter(action => carried.has(action)),
      owners: [asker.staff, ...colleagues],
    }
  }
}

/** The names of the fields that say what becomes of an action. */
export const fieldsOf = (action: Action) => ({
  becomes: `settle-${action}`,
  because: `settle-${action}-because`,
  owner: `settle-${action}-owner`,
  due: `settle-${action}-due`,
})

/** The fields that say what becomes of actions, of those that were posted. */
export function settleFields(
  toSettle: readonly Action[],
  posted: unknown,
): readonly { field: string; value: string }[] {
  const body = (posted ?? {}) as Readonly<Record<string, unknown>>
  return toSettle
    .flatMap(action => Object.values(fieldsOf(action)))
    .flatMap(field => (typeof body[field] === 'string' ? [{ field, value: body[field] }] : []))
}

/** Reads an answer with what becomes of each action; "Agreed" says that nothing is left to do. */
export function closingForm<Reply extends { readonly outcome: string }>(
  form: FormReader<ReplyStep<Reply>, unknown>,
  { today, extra }: { readonly today: () => CalendarDay; readonly extra: ExtraBankHolidays },
  t: Translate,
): FormReader<ClosingStep<Reply>, Closing> {
  return {
    fields: [...form.fields, ...actions.flatMap(action => Object.values(fieldsOf(action)))],
    freeText: form.freeText,
    read: (body, visit) => {
      const read = form.read(body, visit)
      if (read.ok && read.value.kind === 'write') return { ok: true, value: { ...read.value, settled: [] } }
      const { toSettle, owners } = visit.found
      const each = toSettle.map(action => readOne(action, body, owners, { today: today(), extra }, t))
      const errors = each.flatMap(one => ('errors' in one ? one.errors : []))
      const settled = each.flatMap(one => ('settlement' in one ? [one.settlement] : []))
      const isOpenWork = read.ok && settled.some(({ becomes }) => becomes === 'carried-on')
      const agreed = isOpenWork && read.value.kind !== 'write' && read.value.reply.outcome === 'agreed'
      const faults = [
        ...(read.ok ? [] : read.faults),
        ...(agreed ? [{ field: 'outcome', problem: 'open-work' }] : []),
        ...errors,
      ]
      const [first, ...others] = faults
      if (first) return { ok: false, faults: [first, ...others] }
      return read.ok ? { ok: true, value: { ...read.value, settled } } : read
    },
  }
}

function readOne(
  action: Action,
  body: unknown,
  owners: Closing['owners'],
  { today, extra }: { readonly today: CalendarDay; readonly extra: ExtraBankHolidays },
  t: Translate,
): { readonly settlement: Settlement } | { readonly errors: readonly FieldError[] } {
  const fields = fieldsOf(action)
  const posted = (body ?? {}) as Readonly<Record<string, unknown>>
  const about = t(`console/routing:actions.${action}`)
  const wrong = (field: string, problem: 'choose' | 'because' | 'owner' | 'due') => ({
    errors: [{ field, href: `#${field}`, text: t(`console/settle:errors.${problem}`, { action: about }) }],
  })
  const becomes = settlementsOf(action).find(each => each === posted[fields.becomes])
  if (becomes === 'done') return { settlement: { action, becomes } }
  if (becomes === 'not-needed') {
    const schema = plainText(limits.reason)
    const read = schema.safeParse(posted[fields.because])
    return read.success ? { settlement: { action, becomes, because: read.data } } : wrong(fields.because, 'because')
  }
  if (becomes === undefined) return wrong(fields.becomes, 'choose')
  const owner = owners.find(({ id }) => String(id) === posted[fields.owner])
  if (!owner) return wrong(fields.owner, 'owner')
  const due = dayField()
    .refine(day => day >= today && day <= addMonths(today, 12) && isWorkingDay(day, extra))
    .safeParse(posted[fields.due])
  if (!due.success) return wrong(fields.due, 'due')
  return { settlement: { action, becomes, owner: owner.id, ownerName: owner.name, due: due.data } }
}

/** What is not done, each with what can become of it: carried on by the reader within five working days, unless they say. */
export function presentToSettle(
  { toSettle, passedOn, owners }: Closing,
  typed: Readonly<Record<string, string>>,
  { today, extra }: { readonly today: CalendarDay; readonly extra: ExtraBankHolidays },
  t: Translate,
) {
  const usualDay = dayInField(addWorkingDays(today, 5, extra))
  return {
    passedOn: passedOn.map(action => t(`console/routing:actions.${action}`)),
    toSettle: toSettle.map(action => {
      const fields = fieldsOf(action)
      const chosen = typed[fields.becomes] ?? 'carried-on'
      return {
        fields,
        text: t(`console/routing:actions.${action}`),
        choices: settlementsOf(action).map(value => ({
          value,
          text: t(`console/settle:choices.${value}`),
          checked: value === chosen,
        })),
        owners: owners.map(({ id, name }, at) => ({
          value: String(id),
          text: at === 0 ? t('console/settle:you', { name }) : name,
          selected: typed[fields.owner] === String(id),
        })),
        because: typed[fields.because] ?? null,
        due: typed[fields.due] ?? usualDay,
      }
    }),
  }
}
