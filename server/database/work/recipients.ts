import type { CalendarDay } from '../../domain/calendar'
import type { ProbationTeamKind } from '../../domain/staff/probation-teams'
import { rolesThatSee } from '../../domain/staff/roles'
import type { Recipient } from '../../domain/work/notifications'
import type { Parameters } from '../connection/rows'

/** In SQL: an active account of this role in the prison where the person is. */
const hasRole = (role: string, staff: string) => `(${staff}.role = '${role}' and ${inPrison(staff)})`

const inPrison = (staff: string) => `exists (select 1 from staff_prison
  where staff_prison.staff_id = ${staff}.id and staff_prison.prison_id = person.prison_id)`

const isCom = (staff: string) => `(${staff}.role = any(:comRoles) and ${staff}.email = person.com_email)`

const isOfTeam = (kind: ProbationTeamKind) => (staff: string) =>
  `(${staff}.role = any(:probationTeamRoles) and ${staff}.team_kind = '${kind}' and ${staff}.team_region = person.home_region)`

/** The team of this kind; the person's COM answers where their region has no account of such a team. */
const teamOrCom = (kind: ProbationTeamKind) => (staff: string) =>
  `(${isOfTeam(kind)(staff)} or (${isCom(staff)}
    and not exists (select 1 from staff team where team.active and ${isOfTeam(kind)('team')})))`

/** In SQL, for each recipient: whether an account is one of those who it is. */
const accountOf: Readonly<Record<Recipient, (staff: string) => string>> = {
  prt: staff => `(${staff}.role = any(:teamRoles) and ${inPrison(staff)})`,
  com: isCom,
  pom: staff => `(${staff}.role = 'pom' and ${staff}.email = person.pom_email)`,
  'duty-pom': staff => `${staff}.role = 'pom' and exists (select 1 from duty_pom where duty_pom.staff_id = ${staff}.id
    and duty_pom.prison_id = person.prison_id and :today between from_day and until_day and removed_at is null)`,
  'prison-safety': staff => hasRole('safety', staff),
  healthcare: staff => hasRole('healthcare', staff),
  'substance-misuse': staff => hasRole('substance-misuse', staff),
  'education-and-work': staff => hasRole('education-and-work', staff),
  immigration: staff => hasRole('immigration', staff),
  'short-sentence-function': teamOrCom('short-sentence-function'),
  'community-integration-team': teamOrCom('community-integration-team'),
  'corre-hub': isOfTeam('corre-hub'),
  'duty-probation': isOfTeam('duty-probation'),
}

const recipientIs = (staff: string) =>
  `(case recipient ${Object.entries(accountOf)
    .map(([recipient, condition]) => `when '${recipient}' then ${condition(staff)}`)
    .join(' ')} else false end)`

/** The condition on `notification` and `person` that somebody can see it now. */
export const isReachable = `exists (select 1 from staff account where account.active and ${recipientIs('account')})`
/** The condition on them that it is addressed to the reader, `:staffId`. */
export const isForReader = `exists (select 1 from staff reader where reader.id = :staffId and reader.active
  and ${recipientIs('reader')})`

/** The parameters of these conditions. @param reader null where only who can be reached is asked */
export function recipientParameters(today: CalendarDay | null, reader: number | null): Parameters {
  return {
    comRoles: rolesThatSee('as-com'),
    teamRoles: rolesThatSee('of-prisons'),
    probationTeamRoles: rolesThatSee('as-probation-team'),
    staffId: reader,
    today,
  }
}
