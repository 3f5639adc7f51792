import { roles, type Role } from '../../../server/database'
import type { Translate } from '../../../server/content/words'
import { can, permissions, permissionsOf, sightOf } from '../../permissions'

/** What the reader's own role may do, and the whole table. */
export function presentRoles(own: Role, t: Translate) {
  return {
    role: t(`staff/permissions:roles.${own}`),
    whose: t(`staff/permissions:whose.${own}`),
    mine: permissionsOf[own].map(permission => t(`staff/permissions:may.${permission}`)),
    head: [
      { text: t('staff/permissions:what') },
      ...roles.map(role => ({ text: t(`staff/permissions:roles.${role}`) })),
    ],
    rows: [
      [
        { text: t('staff/permissions:whose-people') },
        ...roles.map(role => ({ text: t(`staff/permissions:sees.${seenBy(role)}`) })),
      ],
      ...permissions.map(permission => [
        { text: t(`staff/permissions:may.${permission}`) },
        ...roles.map(role => ({ text: t(can(role, permission) ? 'staff/permissions:yes' : 'staff/permissions:no') })),
      ]),
    ],
  }
}

/** Whose people a role sees, by what it would see with a prison and an address. */
function seenBy(role: Role): 'of-prisons' | 'as-com' | 'nobody' {
  const { prisons, comEmail } = sightOf({ role, prisons: ['any'], email: 'any' })
  if (comEmail !== null) return 'as-com'
  return prisons.length > 0 ? 'of-prisons' : 'nobody'
}
