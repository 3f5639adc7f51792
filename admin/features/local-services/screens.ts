import { subtractMonths } from '../../../server/domain/calendar'
import { monthsUntilChecked } from '../../../server/domain/content/local-services'
import type { ServiceResult } from '../../../server/use-cases/content/local-services'
import { can, looksAfter } from '../../access/permissions'
import { redirect, view, type View } from '../../page/answers'
import type { Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import type { Found } from './find'
import { fieldsOf } from './form'
import {
  placeOf,
  presentEvents,
  presentForm,
  presentName,
  presentPlace,
  presentPrisons,
  presentService,
  type Keeper,
} from './presenter'

/** Why a change was not made. */
type Refused = Extract<ServiceResult, { kind: 'changed' | 'withdrawn' }>

/** The prisons and areas that the reader manages; only one prison is opened at once. */
export function prisonsScreen({ database, words, today }: ConsoleDependencies): Screen {
  const t = words.in('en')
  return async ({ staff }) => {
    const prisons = (await database.prisons.all()).filter(({ id, active }) => active && looksAfter(staff, id))
    const [first] = prisons
    if (first && prisons.length === 1) return redirect(`/services/${first.id}`)
    const counts = await database.localServices.counts(subtractMonths(today(), monthsUntilChecked))
    return view('local-services/prisons.njk', presentPrisons(prisons, counts, t), null)
  }
}

/** The services of a prison or an area. */
export function placeScreen({ database, published, words, today }: ConsoleDependencies): Screen<Keeper> {
  const t = words.in('en')
  return async ({ staff, found: keeper }) => {
    const services = await database.localServices.of(placeOf(keeper))
    const context = presentPlace(keeper, services, today(), published.content, t)
    return view('local-services/place.njk', { ...context, mayEdit: can(staff.role, 'edit-services') }, null)
  }
}

/** One service, with its history. */
export function serviceScreen({ database, published, words, today }: ConsoleDependencies): Screen<Found> {
  const t = words.in('en')
  return async ({ staff, found: { keeper, service } }) => {
    const events = await database.localServices.events(service.id)
    const context = presentService(keeper, service, events, today(), published.content, t)
    return view('local-services/service.njk', { ...context, mayEdit: can(staff.role, 'edit-services') }, null)
  }
}

/** The form of a new service. */
export function addScreen(dependencies: ConsoleDependencies): Screen<Keeper> {
  const present = presenterOfForm(dependencies)
  return ({ req, found: keeper, typed }) =>
    view('local-services/form.njk', present(keeper, 'add', req.path, typed ?? {}), null)
}

/** The form that corrects a service. */
export function correctScreen(dependencies: ConsoleDependencies): Screen<Found> {
  const present = presenterOfForm(dependencies)
  return ({ req, found: { keeper, service }, typed }) => {
    const values = typed ?? { ...fieldsOf(service), version: String(service.version) }
    return view('local-services/form.njk', present(keeper, 'correct', req.path, values), null)
  }
}

/** Asks whether a service is to be withdrawn. */
export function withdrawScreen({ words }: ConsoleDependencies): Screen<Found> {
  const t = words.in('en')
  return ({ found: { keeper, service } }) => {
    const { version, english } = service
    return view(
      'local-services/withdraw.njk',
      { ...presentName(keeper, service, t), name: english.name, version },
      null,
    )
  }
}

/** Why a change was not made, with what changed meanwhile, and the change to save all the same: 409. */
export function conflictScreen({
  published,
  words,
}: ConsoleDependencies): (visit: Visit<Found>, result: Refused) => View {
  const t = words.in('en')
  return ({ req, found: { keeper, service } }, result) => {
    const since = result.kind === 'changed' ? presentEvents(result.since, published.content, t) : []
    const again =
      result.kind === 'changed' && service.withdrawnAt === null
        ? { action: req.path, version: service.version, button: t('console/local-services:conflict.all-the-same') }
        : null
    const context = { ...presentName(keeper, service, t), kind: result.kind, since, again }
    return view('local-services/conflict.njk', context, null, 409)
  }
}

function presenterOfForm({ published, words }: ConsoleDependencies) {
  const t = words.in('en')
  return (keeper: Keeper, kind: 'add' | 'correct', path: string, values: Readonly<Record<string, string>>) => {
    const form = presentForm(keeper, published.content, values, t)
    return {
      ...form,
      kind,
      pageName: t(`console/local-services:form.${kind}`, { place: form.place }),
      action: path,
      back: path.replace(/\/(add|correct)$/, ''),
      version: values.version ?? null,
    }
  }
}
