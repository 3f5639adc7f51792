import type { StaffMember } from '../../server/database'
import { assessmentsOfTeam, type AssessmentKind } from '../../server/domain/assessments'
import { roleEntry } from '../../server/domain/staff/roles'
import { can } from './permissions'

/** The assessments that are the reader's team's to do: others' are not counted, because the reader cannot bring them down. */
export function assessmentKindsFor({ role }: StaffMember): readonly AssessmentKind[] {
  if (!can(role, 'see-assessments')) return []
  const { sees } = roleEntry(role)
  return assessmentsOfTeam(sees === 'of-prisons' ? 'PRT' : sees === 'as-pom' ? 'POM' : 'COM')
}
