import type { FormId } from '../../topics'
import type { Form } from '../form'
import { bankAccount } from './bank-account'
import { careLeaver } from './care-leaver'
import { courtRelease } from './court-release'
import { debtsAndBills } from './debts-and-bills'
import { drugsAndAlcohol } from './drugs-and-alcohol'
import { familyAndChildren } from './family-and-children'
import { gpAndHealth } from './gp-and-health'
import { identityDocuments } from './identity-documents'
import { immigration } from './immigration'
import { jobOrTraining } from './job-or-training'
import { keepOrEndTenancy } from './keep-or-end-tenancy'
import { mentalHealth } from './mental-health'
import { mentor } from './mentor'
import { releasePlan } from './release-plan'
import { socialCare } from './social-care'
import { somethingElse } from './something-else'
import { somethingPrivate } from './something-private'
import { somewhereToLive } from './somewhere-to-live'
import { tagAddress } from './tag-address'
import { thinkingAndBehaviour } from './thinking-and-behaviour'
import { universalCredit } from './universal-credit'
import { veteran } from './veteran'
import { womensServices } from './womens-services'

/**
 * All forms that a person can send, in display order: pathway by pathway, as in the booklet. A form with an `estate` is
 * shown only in that estate's prisons.
 */
const formTable: Readonly<Record<FormId, Form>> = {
  'somewhere-to-live': somewhereToLive,
  'keep-or-end-tenancy': keepOrEndTenancy,
  'tag-address': tagAddress,
  'universal-credit': universalCredit,
  'bank-account': bankAccount,
  'identity-documents': identityDocuments,
  'debts-and-bills': debtsAndBills,
  'job-or-training': jobOrTraining,
  'gp-and-health': gpAndHealth,
  'drugs-and-alcohol': drugsAndAlcohol,
  'social-care': socialCare,
  'mental-health': mentalHealth,
  'thinking-and-behaviour': thinkingAndBehaviour,
  mentor,
  'something-private': somethingPrivate,
  'womens-services': womensServices,
  'family-and-children': familyAndChildren,
  'care-leaver': careLeaver,
  veteran,
  immigration,
  'release-plan': releasePlan,
  'court-release': courtRelease,
  'something-else': somethingElse,
}

export const forms: readonly Form[] = Object.values(formTable)

/** A form's declaration. */
export function findForm(id: FormId): Form {
  return formTable[id]
}

/** @param code as in an address or a stored draft; undefined when there is no such form */
export function findFormByCode(code: string): Form | undefined {
  return forms.find(form => form.code === code)
}
