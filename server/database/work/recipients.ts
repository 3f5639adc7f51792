import type { CalendarDay } from '../../domain/calendar'
import { rolesThatCan, rolesThatSee } from '../../domain/staff/roles'
import type { Recipient } from '../../domain/work/notifications'
import { isTeamReachedBy } from '../connection/reach-of-teams'
import type { Parameters } from '../connection/rows'
import { coversForCom, isAway } from '../staff/com-absences'
import { isDutyPomOf } from '../staff/duty-poms'
import { isComOf, isPomOf, worksIn } from '../staff/works-with'

const hasRoleInPrison = `account.role = any(case recipient when 'prt' then :teamRoles::text[]
  when 'prison-safety' then '{safety}' else array[recipient] end)
  and ${worksIn('account', 'coalesce(notification.to_prison, person.prison_id)')}`

/** What was told in confidence, and an ACCT that came of it, is only for who may read it. */
const isInConfidence = `exists (select 1 from application held where held.restricted and held.id = coalesce(
  notification.application_id, (select raised.application_id from safety_concern raised where raised.id = concern_id)))`
const mayRead = `(account.role = any(:restrictedRoles) or not ${isInConfidence})`

/** The person's COM, and whoever covers for the COM today. */
const isCom = `(${isComOf('account')}
  or (${coversForCom('account')} and ${mayRead}))`

const isOfTeam = (staff: string) =>
  `${staff}.role = any(:probationTeamRoles) and ${staff}.team_kind = recipient and ${staff}.team_region = person.home_region`

const isOfPduTeam = `account.role = any(:probationTeamRoles) and account.team_kind = recipient
  and ${isTeamReachedBy('person', { kind: 'recipient', region: 'account.team_region', pdu: 'account.pdu_id' })}`

/** The team of this kind; the person's COM answers where their region has no account of such a team, and in confidence. */
const isOfTeamOrCom = `((${isOfTeam('account')} and not ${isInConfidence}) or (${isCom} and (${isInConfidence}
  or not exists (select 1 from staff team where team.active and ${isOfTeam('team')}))))`

/** In SQL, for each recipient: the condition on `account`, `notification` and `person` that the account is one of them. */
const accountOf: Readonly<Record<Recipient, string>> = {
  com: isCom,
  pom: isPomOf('account'),
  'duty-pom': `account.role = 'pom' and ${isDutyPomOf('account')}`,
  prt: `${hasRoleInPrison} and ${mayRead}`,
  'prison-safety': hasRoleInPrison,
  healthcare: hasRoleInPrison,
  'substance-misuse': hasRoleInPrison,
  'education-and-work': hasRoleInPrison,
  immigration: hasRoleInPrison,
  'key-worker': hasRoleInPrison,
  'womens-safety': hasRoleInPrison,
  'short-sentence-function': isOfTeamOrCom,
  'community-integration-team': isOfTeamOrCom,
  'corre-hub': isOfTeam('account'),
  'duty-probation': isOfPduTeam,
}

/** Looks an account up only for the recipient, so that an index of accounts serves each. */
function isAmong(who: string): string {
  const conditions = [...new Set(Object.values(accountOf))]
  const cases = conditions.map(condition => {
    const names = Object.entries(accountOf).flatMap(([recipient, its]) => (its === condition ? `'${recipient}'` : []))
    return `when recipient in (${names.join(', ')})
      then exists (select 1 from staff account where ${who} and account.active and ${condition})`
  })
  return `(case ${cases.join(' ')} else false end)`
}

/** The condition on `notification` and `person` that somebody can see it now: a COM who is away does not. */
export const isReachable = isAmong(`not ${isAway('account')}`)
/** The condition on them that somebody has an account for it, even if they are away. */
export const hasAccount = isAmong('true')
/** The condition on them that it is addressed to the reader, `:staffId`. */
export const isForReader = isAmong('account.id = :staffId')

/** The parameters of these conditions. @param reader null where only who can be reached is asked */
export function recipientParameters(today: CalendarDay | null, reader: number | null): Parameters {
  return {
    comRoles: rolesThatSee('as-com'),
    restrictedRoles: rolesThatCan('see-restricted'),
    teamRoles: rolesThatSee('of-prisons'),
    probationTeamRoles: rolesThatSee('as-probation-team'),
    staffId: reader,
    today,
  }
}
