import type { Form } from '../form'
import { housing } from './a01-housing'
import { home } from './a02-home'
import { tagAddress } from './a03-tag-address'
import { benefits } from './a04-benefits'
import { bankAccount } from './a05-bank-account'
import { identity } from './a06-identity'
import { debts } from './a07-debts'
import { work } from './a08-work'
import { doctor } from './a10-doctor'
import { mentalHealth } from './a11-mental-health'
import { drugsAndAlcohol } from './a12-drugs-and-alcohol'
import { everydayHelp } from './a13-everyday-help'
import { careLeaver } from './a14-care-leaver'
import { family } from './a15-family'
import { somethingPrivate } from './a16-something-private'
import { mentor } from './a17-mentor'
import { womensServices } from './a18-womens-services'
import { veterans } from './a19-veterans'
import { immigration } from './a20-immigration'
import { thinkingAndBehaviour } from './a21-thinking-and-behaviour'
import { courtRelease } from './a22-court-release'
import { releasePlan } from './a23-release-plan'
import { somethingElse } from './a24-something-else'

/**
 * All forms that a person can send, in display order: pathway by pathway, as in the booklet. A form with an `estate` is
 * shown only in that estate's prisons.
 */
export const forms: readonly Form[] = [
  housing,
  home,
  tagAddress,
  benefits,
  bankAccount,
  identity,
  debts,
  work,
  doctor,
  drugsAndAlcohol,
  everydayHelp,
  mentalHealth,
  thinkingAndBehaviour,
  mentor,
  somethingPrivate,
  womensServices,
  family,
  careLeaver,
  veterans,
  immigration,
  releasePlan,
  courtRelease,
  somethingElse,
]

/** @param id from an address or a stored draft; undefined when there is no such form */
export function findForm(id: string): Form | undefined {
  return forms.find(form => form.id === id)
}
