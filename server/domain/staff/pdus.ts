import { oneOf, readRecord, required, words, type CsvRecord, type ParsedRow } from '../people'
import { regions, type Region } from '../routing'
import type { ProbationTeamKind } from './probation-teams'
import { roleEntry, type Role } from './roles'

/** A probation delivery unit as its file names it (PF 3.1). */
export interface PduRow {
  readonly name: string
  readonly region: Region
}

const columns = {
  name: required('name', words),
  region: required('region', oneOf(regions)),
}

/** The columns of the file of PDUs; a file without one of them is refused. */
export const pduColumns: readonly string[] = Object.values(columns).map(({ name }) => name)

/** Parses one row of the file. Never throws. */
export function parsePduRow(record: CsvRecord): ParsedRow<PduRow> {
  return readRecord<PduRow>(columns, record)
}

/** The kinds of probation teams that work for one PDU; the others work for their whole region. */
const kindsOfPdus: readonly ProbationTeamKind[] = ['duty-probation']

/** Whether an account with this role, and of this team where it is one, can belong to a PDU. */
export function canBelongToPdu(role: Role, teamKind: ProbationTeamKind | null): boolean {
  const { sees } = roleEntry(role)
  if (sees === 'as-probation-team') return teamKind !== null && kindsOfPdus.includes(teamKind)
  return sees === 'as-com' || sees === 'of-pdu'
}

/** Whether an account with this role has to belong to a PDU: without one, it could see nobody. */
export function needsPdu(role: Role): boolean {
  return roleEntry(role).sees === 'of-pdu'
}
