import { roles, type Role } from '../../../server/database'
import type { Translate } from '../../../server/content/words'
import { can, permissions, permissionsOf, enquiryScopeFor } from '../../access/permissions'

/** What the reader's own role may do, and the whole table. */
export function presentRoles(own: Role, t: Translate) {
  return {
    role: t(`console/permissions:roles.${own}`),
    whose: t(`console/permissions:whose.${own}`),
    mine: permissionsOf[own].map(permission => t(`console/permissions:may.${permission}`)),
    head: [
      { text: t('console/permissions:what') },
      ...columns.map(alike => ({ text: alike.map(role => t(`console/permissions:roles.${role}`)).join(', ') })),
    ],
    rows: [
      [
        { text: t('console/permissions:whose-people') },
        ...columns.map(([role]) => ({ text: t(`console/permissions:sees.${seenBy(role)}`) })),
      ],
      ...permissions.map(permission => [
        { text: t(`console/permissions:may.${permission}`) },
        ...columns.map(([role]) => ({
          text: t(can(role, permission) ? 'console/permissions:yes' : 'console/permissions:no'),
        })),
      ]),
    ],
  }
}

/** The columns of the table: roles that may do the same for the same people are one. */
const columns = roles.reduce<readonly (readonly [Role, ...Role[]])[]>((found, role) => {
  const alike = found.find(([first]) => permissionsOf[first] === permissionsOf[role] && seenBy(first) === seenBy(role))
  return alike ? found.map(each => (each === alike ? [...alike, role] : each)) : [...found, [role]]
}, [])

/** Whose people a role sees, by what it would see with a prison and an address. */
function seenBy(role: Role): 'of-prisons' | 'as-com' | 'asked-about' | 'nobody' {
  const { prisons, comEmail, body } = enquiryScopeFor({ role, prisons: ['any'], email: 'any' })
  if (comEmail !== null) return 'as-com'
  if (body !== null) return 'asked-about'
  return prisons.length > 0 ? 'of-prisons' : 'nobody'
}
