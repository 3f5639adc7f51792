import { randomUUID } from 'node:crypto'
import type { Request, Router } from 'express'
import { z } from 'zod'
import { messageWords } from '../../../server/content/words/reply-words'
import type { Words } from '../../../server/content/words/words'
import { allOpen, type QueueRow } from '../../../server/database'
import { parseReference } from '../../../server/domain/applications'
import { messageApplications } from '../../../server/use-cases/work/message-applications'
import { longDayOf } from '../../../server/web/pages/days'
import { languages, type Language } from '../../../server/web/pages/language'
import { parseForm } from '../../forms/form'
import { messageForm } from '../../forms/reply'
import { addressOf, readQuery } from '../../lists/queue-query'
import { gone, redirect, view } from '../../page/answers'
import type { FormReader, Screen, Visit } from '../../page/kernel'
import type { ConsoleDependencies, ConsoleFeature } from '../../page/pages'
import { replyTemplates, templatesFor, type ReplyTemplate } from '../../presenting/applications/reply-templates'
import { nameOf } from './columns'
import { mostChosen } from './forms'

/** Applications that were ticked to write to their people at once. */
interface BulkReply {
  readonly id: string
  /** The list on which they were ticked. */
  readonly query: string
  readonly references: readonly string[]
  /** What will be sent, once it was written. */
  readonly bodies: Readonly<Partial<Record<Language, string>>> | null
}

declare module 'express-session' {
  interface SessionData {
    /** The newest first. In the session, because it is not yet anything that anybody did. */
    bulkReplies: readonly BulkReply[]
  }
}

const mostKept = 5

/** Keeps what was ticked. @returns the address of the page that writes to its people */
export function beginBulkReply(req: Request, query: string, references: readonly string[]): string {
  const { id } = keep(req, { id: randomUUID(), query, references, bodies: null })
  return `/queue/replies/${id}`
}

function keep({ session }: Request, reply: BulkReply): BulkReply {
  session.bulkReplies = [reply, ...(session.bulkReplies ?? [])].slice(0, mostKept)
  return reply
}

const carriedForm = z.object({
  list: z.string().max(2_000),
  reference: z
    .union([z.string().transform(one => [one]), z.array(z.string()).max(mostChosen)])
    .transform(each => each.flatMap(one => parseReference(one) ?? [])),
})

/** What the form itself says was ticked: whoever goes on with it after signing in again has another session. */
function carriedIn(req: Request): BulkReply | undefined {
  const id = z.uuid().safeParse(req.params.id)
  const carried = carriedForm.safeParse(req.body)
  if (!id.success || !carried.success) return undefined
  return keep(req, { id: id.data, query: carried.data.list, references: carried.data.reference, bodies: null })
}

interface Found {
  readonly reply: BulkReply
  /** Those of them that are within the reader's scope and open, a row each. */
  readonly rows: readonly QueueRow[]
  /** The languages in which their people use the service. */
  readonly read: readonly Language[]
}

const fieldOf = (language: Language) => `bulk-${language}` as const

/** Reads the words in each language that somebody of them reads. */
const wordsForm: FormReader<Readonly<Partial<Record<Language, string>>>, Found> = {
  fields: languages.map(fieldOf),
  freeText: languages.map(fieldOf),
  read: (body, { found }) => {
    const posted = z.record(z.string(), z.unknown()).catch({}).parse(body)
    const read = found.read.map(language => ({
      language,
      parsed: parseForm(messageForm, { message: posted[fieldOf(language)] }),
    }))
    const [first, ...others] = read.flatMap(({ language, parsed }) =>
      parsed.ok ? [] : parsed.faults.map(fault => ({ ...fault, field: fieldOf(language) })),
    )
    if (first) return { ok: false, faults: [first, ...others] }
    const written = read.flatMap(({ language, parsed }) =>
      parsed.ok ? [[language, parsed.value.message] as const] : [],
    )
    return { ok: true, value: Object.fromEntries(written) }
  },
}

/** Writing to the people of many applications at once: the words, what each of them will read, and sending it. */
export function bulkReplyRoutes(router: Router, feature: ConsoleFeature): void {
  const { dependencies, page, post, perform } = feature
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
      run: ({ req, found: { reply }, value: bodies }) => {
        req.session.bulkReplies = (req.session.bulkReplies ?? []).map(each =>
          each.id === reply.id ? { ...each, bodies } : each,
        )
        return redirect(`/queue/replies/${reply.id}/check`)
      },
    }),
  )

  router.get(`${address}/check`, page({ may, find, show: checkScreen(dependencies) }))

  router.post(
    `${address}/send`,
    post({
      may,
      find,
      run: async ({ req, scope, by, found: { reply } }) => {
        const { id, references, bodies, query } = reply
        if (bodies === null) return redirect(`/queue/replies/${id}`)
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
    const filters = { ...allOpen, references: reply.references }
    const { rows } = await database.queue.page(scope, filters, 'reply', null, reply.references.length)
    const read = languages.filter(language => rows.some(row => row.language === language))
    return { reply, rows, read }
  }
}

/** The words, in a field for each language, which ready words fill in. */
function writeScreen({ words }: ConsoleDependencies): Screen<Found> {
  const t = words.in('en')
  return ({ req, found, typed }) => {
    const { reply, rows, read } = found
    const templates = templatesOf(rows)
    const template = templates.find(each => each === req.query.template)
    return view(
      'queue/reply.njk',
      {
        pageName: t('console/bulk-reply:title', { count: rows.length }),
        back: addressOf(readQuery(reply.query)),
        address: `/queue/replies/${reply.id}`,
        list: reply.query,
        references: reply.references,
        people: read.length === 0 ? null : presentPeople(rows, words),
        templates: [
          { value: '', text: t('console/bulk-reply:no-template') },
          ...templates.map(each => ({
            value: each,
            text: t(`console/replies:templates.${each}`),
            selected: each === template,
          })),
        ],
        fields: read.map(language => ({
          field: fieldOf(language),
          language,
          label: t(`console/bulk-reply:words.${language}`, {
            count: rows.filter(row => row.language === language).length,
          }),
          text:
            typed?.[fieldOf(language)] ??
            (template ? words.in(language)(`reply-templates:${template}`) : (reply.bodies?.[language] ?? '')),
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
    const { bodies } = reply
    if (bodies === null || read.some(language => bodies[language] === undefined))
      return redirect(`/queue/replies/${reply.id}`)
    return view(
      'queue/check-reply.njk',
      {
        pageName: t('console/bulk-reply:check.title', { count: rows.length }),
        address: `/queue/replies/${reply.id}`,
        left:
          reply.references.length - rows.length > 0
            ? t('console/bulk-reply:check.left', { count: reply.references.length - rows.length })
            : null,
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
        send: t('console/bulk-reply:check.send', { count: rows.length }),
      },
      auditOf(found),
    )
  }
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
function templatesOf(rows: readonly QueueRow[]): readonly ReplyTemplate[] {
  const [first, ...others] = rows.map(({ topic }) => templatesFor('message', topic))
  return replyTemplates.filter(
    template => (first?.includes(template) ?? false) && others.every(each => each.includes(template)),
  )
}

function auditOf({ rows }: Found) {
  return { action: 'bulk-reply-viewed', detail: { shown: rows.map(({ personId }) => personId) } }
}
