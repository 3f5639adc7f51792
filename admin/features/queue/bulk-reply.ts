import { randomUUID } from 'node:crypto'
import type { Request, Router } from 'express'
import { z } from 'zod'
import { messageWords } from '../../../server/content/words/reply-words'
import type { Translate, Words } from '../../../server/content/words/words'
import { allOpen, outcomes, type QueueRow } from '../../../server/database'
import { closeApplications, type LeftOpen } from '../../../server/use-cases/work/close-applications'
import { messageApplications } from '../../../server/use-cases/work/message-applications'
import { longDayOf } from '../../../server/web/pages/days'
import { PageError } from '../../../server/web/pages/errors'
import { languages, type Language } from '../../../server/web/pages/language'
import { can } from '../../access/permissions'
import { oneOf, parseForm } from '../../forms/form'
import { messageForm } from '../../forms/reply'
import { addressOf, readQuery } from '../../lists/queue-query'
import { gone, redirect, view } from '../../page/answers'
import type { FormReader, Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import {
  replyTemplates,
  templatesFor,
  type ReplyAction,
  type ReplyTemplate,
} from '../../presenting/applications/reply-templates'
import { nameOf } from './columns'
import { mostChosen, tickedForm } from './forms'

type GivenOutcome = (typeof outcomes)[number]

/** Applications that were ticked to write to their people at once, or to close them with one answer. */
interface BulkReply {
  readonly id: string
  /** The list on which they were ticked. */
  readonly query: string
  /** As the list showed them. */
  readonly chosen: readonly { readonly reference: string; readonly version: number }[]
  readonly closes: boolean
  /** The outcome of each, once it was given; only of those to close. */
  readonly outcome: GivenOutcome | null
  /** What will be sent, once it was written. */
  readonly bodies: Readonly<Partial<Record<Language, string>>> | null
  /** What stands in the form while it is written, by its fields; null for what will be sent. */
  readonly draft: Readonly<Record<string, string>> | null
}

declare module 'express-session' {
  interface SessionData {
    /** The newest first. In the session, because it is not yet anything that anybody did. */
    bulkReplies: readonly BulkReply[]
  }
}

const mostKept = 5
const unwritten = { outcome: null, bodies: null, draft: null } as const

/** Keeps what was ticked. @returns the address of the page that writes to its people */
export function beginBulkReply(req: Request, query: string, chosen: BulkReply['chosen'], closes: boolean): string {
  const { id } = keep(req, { id: randomUUID(), query, chosen, closes, ...unwritten })
  return `/queue/replies/${id}`
}

function keep({ session }: Request, reply: BulkReply): BulkReply {
  session.bulkReplies = [reply, ...(session.bulkReplies ?? [])].slice(0, mostKept)
  return reply
}

const carriedForm = z.object({
  list: z.string().max(2_000),
  closes: z.enum(['yes', 'no']),
  chosen: z.preprocess(value => [value].flat(), z.array(tickedForm).max(mostChosen)),
})

/** What the form itself says was ticked: whoever goes on with it after signing in again has another session. */
function carriedIn(req: Request): BulkReply | undefined {
  const id = z.uuid().safeParse(req.params.id)
  const carried = carriedForm.safeParse(req.body)
  if (!id.success || !carried.success) return undefined
  const { list: query, chosen, closes } = carried.data
  return keep(req, { id: id.data, query, chosen, closes: closes === 'yes', ...unwritten })
}

interface Found {
  readonly reply: BulkReply
  /** Those of them that are within the reader's scope and open, a row each; of those to close what can be with others. */
  readonly rows: readonly QueueRow[]
  /** Those that cannot be closed with others, with why. */
  readonly left: readonly { readonly row: QueueRow; readonly why: LeftOpen }[]
  /** The languages in which their people use the service. */
  readonly read: readonly Language[]
}

const fieldOf = (language: Language) => `bulk-${language}` as const

/** What is to be looked at before it is sent, or the ready words that are to be put in. */
type Written =
  | {
      readonly kind: 'check'
      readonly bodies: Readonly<Partial<Record<Language, string>>>
      readonly outcome: GivenOutcome | null
    }
  | { readonly kind: 'put-in'; readonly template: ReplyTemplate }

const outcomeForm = z.object({ outcome: oneOf(outcomes) })

/**
 * Reads the words in each language that somebody of them reads, and of applications to close their outcome. Nothing is
 * checked while ready words are put in.
 */
const wordsForm: FormReader<Written, Found> = {
  fields: ['outcome', ...languages.map(fieldOf)],
  freeText: languages.map(fieldOf),
  read: (body, { found }) => {
    const posted = z.record(z.string(), z.unknown()).catch({}).parse(body)
    const template = templatesOf(found).find(each => each === posted.use)
    if (template) return { ok: true, value: { kind: 'put-in', template } }
    const read = found.read.map(language => ({
      language,
      parsed: parseForm(messageForm, { message: posted[fieldOf(language)] }),
    }))
    const outcome = found.reply.closes ? parseForm(outcomeForm, { outcome: posted.outcome }) : null
    const [first, ...others] = [
      ...(outcome && !outcome.ok ? outcome.faults : []),
      ...read.flatMap(({ language, parsed }) =>
        parsed.ok ? [] : parsed.faults.map(fault => ({ ...fault, field: fieldOf(language) })),
      ),
    ]
    if (first) return { ok: false, faults: [first, ...others] }
    const written = read.flatMap(({ language, parsed }) =>
      parsed.ok ? [[language, parsed.value.message] as const] : [],
    )
    return {
      ok: true,
      value: {
        kind: 'check',
        bodies: Object.fromEntries(written),
        outcome: outcome?.ok ? outcome.value.outcome : null,
      },
    }
  },
}

/** Writing to the people of many applications at once: the words, what each of them will read, and sending it. */
export function bulkReplyRoutes(router: Router, feature: ConsoleFeature): void {
  const { dependencies, page, post, perform } = feature
  const t = dependencies.words.in('en')
  const may = 'act-on-application'
  const find = findReply(dependencies)
  const write = writeScreen(dependencies)
  const address = '/queue/replies/:id'
  router.get(address, page({ may, find, show: write }))

  router.post(
    address,
    post({
      may,
      find,
      form: wordsForm,
      again: write,
      run: ({ req, found, typed, value }) => {
        const { id } = found.reply
        const change = (changes: Partial<BulkReply>) => {
          req.session.bulkReplies = (req.session.bulkReplies ?? []).map(each =>
            each.id === id ? { ...each, ...changes } : each,
          )
        }
        if (value.kind === 'put-in') {
          change({ draft: withTemplate(typed ?? {}, value.template, found, dependencies.words) })
          return redirect(`/queue/replies/${id}#${fieldOf(found.read[0] ?? 'en')}`)
        }
        const { bodies, outcome } = value
        change({ bodies, outcome, draft: null })
        return redirect(`/queue/replies/${id}/check`)
      },
    }),
  )

  router.get(`${address}/check`, page({ may, find, show: checkScreen(dependencies) }))

  router.post(
    `${address}/send`,
    post({
      may,
      find,
      run: async ({ req, staff, scope, by, found: { reply, rows, left } }) => {
        const { id, chosen, closes, outcome, bodies, query } = reply
        if (bodies === null || closes !== (outcome !== null)) return redirect(`/queue/replies/${id}`)
        if (outcome !== null) {
          if (!can(staff.role, 'give-outcome')) throw new PageError(403, 'not-allowed')
          const closed = await perform(closeApplications, { ...by, scope, chosen, outcome, bodies, idempotencyKey: id })
          const shown = [...rows, ...left.map(({ row }) => row)]
          const names = Object.fromEntries(shown.map(row => [row.reference, nameOf(row, t)]))
          req.session.report = { action: 'close', to: null, names, ...closed }
          return redirect(addressOf(readQuery(query)))
        }
        const references = chosen.map(({ reference }) => reference)
        const sent = await perform(messageApplications, { ...by, scope, references, bodies, idempotencyKey: id })
        req.session.report = { action: 'reply', to: null, ...sent }
        return redirect(addressOf(readQuery(query)))
      },
    }),
  )
}

function findReply({ database }: ConsoleDependencies) {
  return async ({ req, scope }: Pick<Visit, 'req' | 'scope'>): Promise<Found> => {
    const reply = req.session.bulkReplies?.find(each => each.id === req.params.id) ?? carriedIn(req) ?? gone()
    const references = reply.chosen.map(({ reference }) => reference)
    const page = await database.queue.page(scope, { ...allOpen, references }, 'reply', null, references.length)
    const undone = reply.closes ? await database.applications.withOpenActions(references) : new Set<string>()
    const versions = new Map(reply.chosen.map(({ reference, version }) => [reference, version]))
    const left = page.rows.flatMap(row => {
      const why = reply.closes ? whyLeft(row, undone, versions.get(row.reference)) : null
      return why === null ? [] : [{ row, why }]
    })
    const rows = page.rows.filter(row => !left.some(each => each.row === row))
    const read = languages.filter(language => rows.some(row => row.language === language))
    return { reply, rows, left, read }
  }
}

/** Why an application is not closed with others; null when it is. The use case decides again. */
function whyLeft(row: QueueRow, undone: ReadonlySet<string>, version: number | undefined): LeftOpen | null {
  if (row.restricted) return 'restricted'
  if (undone.has(row.reference)) return 'undone'
  return row.version === version ? null : 'changed'
}

/**
 * What was typed, with ready words after it in each language that somebody reads; and the outcome that they are for, where
 * none is picked.
 */
function withTemplate(
  typed: Readonly<Record<string, string>>,
  template: ReplyTemplate,
  { reply, rows, read }: Found,
  words: Words,
): Readonly<Record<string, string>> {
  const bodies = read.map(language => {
    const field = fieldOf(language)
    const parts = [typed[field]?.trimEnd() ?? '', words.in(language)(`reply-templates:${template}`)]
    return [field, parts.filter(part => part !== '').join('\n\n')] as const
  })
  const outcome = outcomes.find(each => rows.every(({ topic }) => templatesFor(each, topic).includes(template)))
  return { ...(reply.closes && outcome && { outcome }), ...typed, ...Object.fromEntries(bodies) }
}

/** The words, in a field for each language, after which ready words are put. */
function writeScreen({ words }: ConsoleDependencies): Screen<Found> {
  const t = words.in('en')
  return ({ found, typed }) => {
    const { reply, rows, read } = found
    const { closes } = reply
    const written = typed ?? reply.draft
    return view(
      'queue/reply.njk',
      {
        pageName: t(closes ? 'console/bulk-reply:close.title' : 'console/bulk-reply:title', { count: rows.length }),
        closes,
        outcomes: outcomes.map(value => ({
          value,
          text: t(`console/application:outcomes.${value}`),
          checked: (written?.outcome ?? reply.outcome) === value,
        })),
        left: presentLeft(found, t),
        back: addressOf(readQuery(reply.query)),
        address: `/queue/replies/${reply.id}`,
        list: reply.query,
        chosen: reply.chosen.map(({ reference, version }) => `${reference}.${version}`),
        people: read.length === 0 ? null : presentPeople(rows, words),
        templates: templatesOf(found).map(id => ({ id, title: t(`console/replies:templates.${id}`) })),
        fields: read.map(language => ({
          field: fieldOf(language),
          language,
          label: t(`console/bulk-reply:words.${language}`, {
            count: rows.filter(row => row.language === language).length,
          }),
          text: written?.[fieldOf(language)] ?? reply.bodies?.[language] ?? '',
        })),
      },
      auditOf(found),
    )
  }
}

/** What each of them will read, before it is sent. */
function checkScreen({ words, now }: ConsoleDependencies): Screen<Found> {
  const t = words.in('en')
  return ({ found }) => {
    const { reply, rows, read } = found
    const { bodies, closes, outcome } = reply
    const gone = reply.chosen.length - rows.length - found.left.length
    if (bodies === null || closes !== (outcome !== null) || read.some(language => bodies[language] === undefined))
      return redirect(`/queue/replies/${reply.id}`)
    return view(
      'queue/check-reply.njk',
      {
        pageName: t(closes ? 'console/bulk-reply:close.check' : 'console/bulk-reply:check.title', {
          count: rows.length,
        }),
        outcome:
          outcome === null
            ? null
            : t('console/bulk-reply:close.as', { outcome: t(`console/application:outcomes.${outcome}`) }),
        stay: presentLeft(found, t),
        address: `/queue/replies/${reply.id}`,
        left: gone > 0 ? t('console/bulk-reply:check.left', { count: gone }) : null,
        groups: read.map(language => {
          const [translate, readers] = [words.in(language), rows.filter(row => row.language === language)]
          const message = { sender: 'staff', body: bodies[language] ?? '', sentAt: now(), readAt: null } as const
          return {
            language,
            title: t(`console/bulk-reply:check.reads.${language}`, { count: readers.length }),
            words: translate,
            message: messageWords(message, { t: translate, inWords: at => longDayOf(at, language) }),
            people: presentPeople(readers, words),
          }
        }),
        send:
          rows.length === 0
            ? null
            : t(closes ? 'console/bulk-reply:close.send' : 'console/bulk-reply:check.send', { count: rows.length }),
      },
      auditOf(found),
    )
  }
}

/** Those that are not closed with the others, by name, with why. */
function presentLeft({ left }: Found, t: Translate) {
  return left.map(({ row, why }) => ({
    href: `/applications/${row.reference}`,
    text: nameOf(row, t),
    why: t(`console/queue:report.why.${why}`),
  }))
}

function presentPeople(rows: readonly QueueRow[], words: Words) {
  const t = words.in('en')
  return rows.map(row => ({
    href: `/applications/${row.reference}`,
    text: nameOf(row, t),
    prisonNumber: row.prisonNumber,
  }))
}

/** Those for every topic, and those of their topic where it is the same for all. */
function templatesOf({ reply, rows }: Pick<Found, 'reply' | 'rows'>): readonly ReplyTemplate[] {
  const actions: readonly ReplyAction[] = reply.closes ? outcomes : ['message']
  const offered = rows.map(({ topic }) => new Set(actions.flatMap(action => templatesFor(action, topic))))
  return replyTemplates.filter(template => offered.length > 0 && offered.every(each => each.has(template)))
}

function auditOf({ rows, left }: Found) {
  const shown = [...rows, ...left.map(({ row }) => row)].map(({ personId }) => personId)
  return { action: 'bulk-reply-viewed', detail: { shown } }
}
