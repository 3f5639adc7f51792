import type { Knex } from 'knex'
import type { AssessmentKind } from '../../domain/assessments'
import type { CalendarDay } from '../../domain/calendar'
import { Assessments } from '../assessments/assessments'
import { ResettlementPlans, type OverdueActionFilters } from '../assessments/resettlement-plans'
import type { AccessScope } from '../connection/access-scope'
import { Condition, counted, readTogether, type Count } from '../connection/rows'
import { WhereaboutsRecords } from '../people/custody/whereabouts'
import { unreadComChanges, type ManagerAddress } from '../people/records/com-changes'
import { unreadAccountNotices, type Keeper } from '../staff/account-notices'
import { ComRequests, type ComRequestList, type ComRequestReader } from '../work/com-requests'
import { Enquiries, type EnquiryList, type EnquiryReader } from '../work/enquiries'
import { Referrals } from '../work/referrals'
import { OwnWorks, type Worker } from './own-work'
import { Queue, type QueueFilters } from './queue'

/** Whose notices are counted. */
export interface NoticeReader {
  readonly staffId: number
  /** Undefined for whoever keeps no accounts. */
  readonly keeper: Keeper | undefined
  /** Undefined for whoever sees people by no address. */
  readonly lost: ManagerAddress | undefined
  /** The prisons for which they confirm COMs. */
  readonly toConfirm: readonly string[]
}

/** What the frame of a page counts, each for a reader within their scope. */
export interface CountedInFrame {
  /** Notices on their home page, of every kind. */
  readonly notices: NoticeReader
  /** What they have to do themselves; of no assessments without kinds. */
  readonly own?: { readonly scope: AccessScope; readonly worker: Worker; readonly kinds: readonly AssessmentKind[] }
  readonly queue?: { readonly scope: AccessScope; readonly filters: QueueFilters }
  readonly comRequests?: { readonly reader: ComRequestReader; readonly list: ComRequestList }
  readonly enquiries?: { readonly reader: EnquiryReader; readonly lists: readonly EnquiryList[] }
  readonly referralsToChase?: { readonly scope: AccessScope; readonly today: CalendarDay }
  readonly overdueActions?: { readonly scope: AccessScope; readonly filters: OverdueActionFilters }
  readonly mayHaveLeft?: { readonly scope: AccessScope; readonly today: CalendarDay }
}

/** Those that stand beside a place. */
export type CountedPlace = Exclude<keyof CountedInFrame, 'notices' | 'own'>

/** Each list is counted to one more than this. */
export const mostInFrame = 999

/** What waits for the reader, for the frame of every page. */
export class FrameCounts {
  private readonly assessments: Assessments
  private readonly comRequests: ComRequests
  private readonly enquiries: Enquiries
  private readonly ownWorks: OwnWorks
  private readonly plans: ResettlementPlans
  private readonly queue: Queue
  private readonly referrals: Referrals
  private readonly whereabouts: WhereaboutsRecords

  constructor(private readonly knex: Knex) {
    this.assessments = new Assessments(knex)
    this.comRequests = new ComRequests(knex)
    this.enquiries = new Enquiries(knex)
    this.ownWorks = new OwnWorks(knex)
    this.plans = new ResettlementPlans(knex)
    this.queue = new Queue(knex)
    this.referrals = new Referrals(knex)
    this.whereabouts = new WhereaboutsRecords(knex)
  }

  /** Counts what is wanted in one statement, since every page of the console does. */
  of(wanted: CountedInFrame): Promise<Readonly<Partial<Record<keyof CountedInFrame, number>>>> {
    return readTogether<keyof CountedInFrame>(this.knex, {
      notices: unread(wanted.notices),
      ...(wanted.own && { own: this.own(wanted.own) }),
      ...Object.fromEntries(
        Object.entries(this.lists(wanted)).map(([name, count]) => [name, counted(count, mostInFrame)]),
      ),
    })
  }

  private lists({
    queue,
    comRequests,
    enquiries,
    referralsToChase,
    overdueActions,
    mayHaveLeft,
  }: CountedInFrame): Partial<Record<CountedPlace, Count>> {
    return {
      ...(queue && { queue: this.queue.countOf(queue.scope, queue.filters) }),
      ...(comRequests && { comRequests: this.comRequests.countOf(comRequests.reader, comRequests.list) }),
      ...(enquiries && { enquiries: this.enquiries.countOf(enquiries.reader, enquiries.lists) }),
      ...(referralsToChase && {
        referralsToChase: this.referrals.countToChase(referralsToChase.scope, referralsToChase.today),
      }),
      ...(overdueActions && {
        overdueActions: this.plans.countOfOverdueActions(overdueActions.scope, overdueActions.filters),
      }),
      ...(mayHaveLeft && { mayHaveLeft: this.whereabouts.countOfMayHaveLeft(mayHaveLeft.scope, mayHaveLeft.today) }),
    }
  }

  private own({ scope, worker, kinds }: NonNullable<CountedInFrame['own']>): Condition {
    const work = counted(this.ownWorks.countOf(scope, worker), mostInFrame)
    if (kinds.length === 0) return work
    const assessments = counted(
      this.assessments.countOfOwn(scope, { staffId: worker.staffId, kinds }, worker.today),
      mostInFrame,
    )
    return new Condition('(:work + :assessments)', { work, assessments })
  }
}

function unread({ staffId, keeper, lost, toConfirm }: NoticeReader): Condition {
  const ofAccounts = unreadAccountNotices(staffId, keeper)
  const ofComs = lost || toConfirm.length > 0 ? unreadComChanges(lost, toConfirm) : { count: '0', parameters: {} }
  return new Condition(`(${ofAccounts.count} + ${ofComs.count})`, { ...ofAccounts.parameters, ...ofComs.parameters })
}
