import type { CalendarDay } from './calendar'

/** How the queue treats jobs of a kind. */
export interface JobRules {
  /** Attempts after which a job has failed for good. The waits between them grow: 3 seconds, 7, 20, 55, then minutes. */
  readonly attempts: number
  /** The lowest is taken first. */
  readonly priority: number
  /** Jobs of one lane are done one at a time, however many processes there are. */
  readonly lane?: 'daily-work' | 'mail'
  /** When a job of this kind is added by the clock, as cron writes it, in UTC. */
  readonly cron?: string
}

/** Ten attempts take three and a half hours, which outlasts most failures of what a job needs. */
const rules = { attempts: 10, priority: 0 }

/** Work on everybody waits for all other work. */
const dailyWork = { ...rules, lane: 'daily-work' } as const

/**
 * Every kind of job. A new kind needs its row here and its payload below; then the compiler asks for its handler in
 * `server/jobs/kinds.ts` and for its words in `content/en/console/jobs.json`.
 */
export const jobKinds = {
  // Every hour, and at the start of every process: most of them find that the day has begun.
  'start-daily-work': { ...rules, cron: '0 * * * *' },
  // A kind of its own, which processes of the version before do not take: they would decide by the rules before.
  'decide-again-by-new-rules': { ...dailyWork, priority: 5 },
  'work-out-assessments': { ...dailyWork, priority: 10 },
  'decide-again': { ...dailyWork, priority: 20 },
  'bring-back-after-handover': { ...dailyWork, priority: 25 },
  'delete-expired-data': { ...dailyWork, priority: 30 },
  'erase-people': { ...dailyWork, priority: 30 },
  'finish-daily-work': { ...dailyWork, priority: 40 },
  'deliver-notifications': rules,
  'delete-expired-sessions': { ...rules, cron: '*/15 * * * *' },
  'delete-unused-scans': { ...rules, cron: '40 * * * *' },
  // Before the working day begins in London, in summer and winter.
  'start-daily-emails': { ...rules, cron: '0 6 * * *' },
  // One at a time, after all other work: a mail server that does not answer holds up nothing else. Tried for six minutes.
  'send-daily-email': { attempts: 6, priority: 50, lane: 'mail' },
} as const satisfies Record<string, JobRules>

export type JobKind = keyof typeof jobKinds

/** The names of all kinds. */
export const jobKindNames = Object.keys(jobKinds) as readonly JobKind[]

/** @returns how the queue treats jobs of this kind */
export function jobRules(kind: JobKind): JobRules {
  return jobKinds[kind]
}

/** A payload that says nothing. */
export type Nothing = Readonly<Record<string, never>>

/** The people of a batch. */
export interface Batch {
  readonly personIds: readonly number[]
}

/**
 * What a job of each kind is told: ids and days only. The queue is no place for personal data: it is not erased with
 * the person.
 */
export interface JobPayloads {
  readonly 'start-daily-work': Nothing
  readonly 'decide-again-by-new-rules': Batch
  readonly 'work-out-assessments': Batch
  readonly 'decide-again': Batch
  readonly 'bring-back-after-handover': Batch
  readonly 'delete-expired-data': Nothing
  readonly 'erase-people': Batch
  readonly 'finish-daily-work': { readonly dailyWorkId: number }
  readonly 'deliver-notifications': Nothing
  readonly 'delete-expired-sessions': Nothing
  readonly 'delete-unused-scans': Nothing
  readonly 'start-daily-emails': Nothing
  readonly 'send-daily-email': { readonly staffId: number; readonly day: CalendarDay }
}

/** A job to add to the queue. */
export type NewJob = {
  readonly [Kind in JobKind]: {
    readonly kind: Kind
    readonly payload: JobPayloads[Kind]
    /** A job with the same key that has not begun is replaced, so that there is never more than one. */
    readonly key?: string
    /** How long it waits, by the clock of the database; absent for at once. */
    readonly afterSeconds?: number
  }
}[JobKind]

/** The kinds that are told people. */
export type BatchKind = {
  [Kind in JobKind]: JobPayloads[Kind] extends Batch ? Kind : never
}[JobKind]

/** A job for each batch. */
export function batchJobs(kind: BatchKind, batches: readonly Batch[]): readonly NewJob[] {
  return batches.map(payload => ({ kind, payload }))
}

const batchSize = 100

/** Divides people into batches that each take about a second. */
export function inBatches(personIds: readonly number[], size = batchSize): readonly Batch[] {
  const count = Math.ceil(personIds.length / size)
  return Array.from({ length: count }, (_, index) => ({ personIds: personIds.slice(index * size, (index + 1) * size) }))
}

/**
 * Divides a batch in which one person failed: that person by themselves, so that they do not hold up the others, and those after
 * them.
 */
export function afterFailure(personIds: readonly number[], failedAt: number): readonly Batch[] {
  const left = personIds.slice(failedAt + 1)
  return [{ personIds: personIds.slice(failedAt, failedAt + 1) }, ...(left.length > 0 ? [{ personIds: left }] : [])]
}
