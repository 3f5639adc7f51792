/** Expressions in SQL for what a probation team is and where. */
interface TeamInSql {
  readonly kind: string
  readonly region: string
  readonly pdu: string
}

/** In SQL: the PDU of a person's COM, by the account with the COM's address, whether or not it has ended. */
const pduOfCom = (person: string) =>
  `(select com.pdu_id from staff com where com.email = ${person}.com_email and com.role = 'com')`

/**
 * In SQL: whether a team is one that a person reaches. That is a team of the PDU of the person's COM; where that PDU has
 * no team of the kind, or nobody knows the COM's PDU, the teams of the person's home region.
 */
export function isTeamReachedBy(person: string, { kind, region, pdu }: TeamInSql): string {
  return `(${pdu} = ${pduOfCom(person)} or (${region} = ${person}.home_region and not exists (
    select 1 from staff team where team.active and team.team_kind = ${kind} and team.pdu_id = ${pduOfCom(person)})))`
}
