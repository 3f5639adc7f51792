import type { Translate } from '../../../server/content/words/words'
import { permissions } from '../../../server/domain/staff/permissions'
import { can, roleEntry, roles, type Role } from '../../../server/domain/staff/roles'

/** What the reader's own role may do, and the whole table. */
export function presentRoles(own: Role, t: Translate) {
  return {
    role: t(`console/permissions:roles.${own}`),
    whose: t(`console/permissions:whose.${own}`),
    mine: roleEntry(own).permissions.map(permission => t(`console/permissions:may.${permission}`)),
    head: [
      t('console/permissions:what'),
      ...columns.map(alike => alike.map(role => t(`console/permissions:roles.${role}`)).join(', ')),
    ],
    rows: [
      {
        what: t('console/permissions:whose-people'),
        roles: columns.map(([role]) => t(`console/permissions:sees.${roleEntry(role).sees}`)),
      },
      ...permissions.map(permission => ({
        what: t(`console/permissions:may.${permission}`),
        roles: columns.map(([role]) => t(can(role, permission) ? 'console/permissions:yes' : 'console/permissions:no')),
      })),
    ],
  }
}

/** The columns of the table: roles that may do the same for the same people share one. */
const columns = roles.reduce<readonly (readonly [Role, ...Role[]])[]>((found, role) => {
  const { permissions: own, sees } = roleEntry(role)
  const alike = found.find(([first]) => roleEntry(first).permissions === own && roleEntry(first).sees === sees)
  return alike ? found.map(each => (each === alike ? [...alike, role] : each)) : [...found, [role]]
}, [])
