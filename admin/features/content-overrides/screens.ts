import { z } from 'zod'
import type { OverrideResult } from '../../../server/use-cases/content/override-content'
import { typedIn } from '../../forms/form'
import { view, type View } from '../../page/answers'
import type { Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies } from '../../page/pages'
import { allEntries } from '../../presenting/content-entries'
import type { Found } from './find'
import { fieldsOf } from './form'
import { headingOf, presentEntries, presentEntry, presentForm, presentTyped } from './presenter'

/** What the address of the list says; anything unknown in it is as if it were not there. */
const listQuery = z.object({ words: z.string().max(100).catch('') })

/** All national facts and contacts, searched by words. */
export function listScreen({ database, published, words: wording, today }: ConsoleDependencies): Screen {
  const t = wording.in('en')
  return async ({ req }) => {
    const { words } = listQuery.parse(req.query)
    const { content } = published
    const entries = allEntries(content, await database.contentOverrides.latest())
    return view('content-overrides/list.njk', presentEntries(entries, words, content, today(), t), null)
  }
}

/** One fact or contact, with its history. */
export function entryScreen({ published, words, today }: ConsoleDependencies): Screen<Found> {
  const t = words.in('en')
  return ({ found: { entry, history } }) =>
    view('content-overrides/entry.njk', presentEntry(entry, history, published.content, today(), t), null)
}

/** The form of a correction. */
export function correctScreen({ words }: ConsoleDependencies): Screen<Found> {
  const t = words.in('en')
  return visit => {
    const values = visit.typed && typedFor(visit)
    return view('content-overrides/form.njk', presentForm(visit.found.entry, values, t), null)
  }
}

/** The form that withdraws a fact or contact. */
export function withdrawScreen({ published, words }: ConsoleDependencies): Screen<Found> {
  const t = words.in('en')
  return ({ found: { entry } }) => {
    const { kind, version } = entry
    const instead = published.content.withdrawn[kind].en
    return view('content-overrides/withdraw.njk', { ...headingOf(entry, t), kind, version, instead }, null)
  }
}

/**
 * Why a change was not made: 422 when the content would not be valid with it, 409 when a colleague was first, with the
 * change to save all the same.
 */
export function conflictScreen({
  words,
}: ConsoleDependencies): (visit: Visit<Found>, result: Exclude<OverrideResult, { kind: 'done' }>) => View {
  const t = words.in('en')
  return (visit, result) => {
    const { entry } = visit.found
    const isRefused = result.kind === 'refused'
    const typed = presentTyped(entry, typedFor(visit), t)
    const context = {
      ...headingOf(entry, t),
      kind: result.kind,
      faults: isRefused ? result.faults : [],
      typed,
      posted: typed.map(({ field, text, label }) => ({ field, value: text, label })),
      again: isRefused
        ? null
        : {
            action: visit.req.path,
            version: entry.version,
            button: t('console/content-overrides:conflict.all-the-same'),
          },
    }
    return view('content-overrides/conflict.njk', context, null, isRefused ? 422 : 409)
  }
}

/** What was typed in the fields of the entry, which the kernel does not know because each entry has its own. */
function typedFor({ req, found }: Visit<Found>): Readonly<Record<string, string>> {
  return typedIn(
    req.body,
    fieldsOf(found.entry.inForce).map(({ name }) => name),
  )
}
