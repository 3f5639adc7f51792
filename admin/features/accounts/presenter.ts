import type { Translate, WordingPart } from '../../../server/content/words/words'
import {
  accountPageSize,
  type Account,
  type Pdu,
  type Prison,
  type StaffMember,
  type WorkOfStaff,
} from '../../../server/database'
import { regions } from '../../../server/domain/routing'
import { canBelongToPdu } from '../../../server/domain/staff/pdus'
import { probationTeamKinds } from '../../../server/domain/staff/probation-teams'
import {
  assignableRoles,
  hasOwnPrisons,
  managesAllAccounts,
  roleEntry,
  roles,
  type Role,
} from '../../../server/domain/staff/roles'
import type { MovedWork, NewCode } from '../../../server/use-cases/accounts/manage-accounts'
import { managesAccount } from '../../access/permissions'
import { filterChoices } from '../../lists/filter-choice'
import { pagesFor, presentPagination } from '../../lists/pagination'
import { momentInWords } from '../../presenting/moments'
import { addressOf, type AccountsQuery } from './form'

type Reader = Pick<StaffMember, 'id' | 'role' | 'prisons'>

interface Choice {
  readonly value: string
  readonly text: string
  readonly selected?: boolean
  readonly checked?: boolean
}

/** The list of accounts, with its filters. */
export function presentAccounts(
  query: AccountsQuery,
  accounts: readonly (Account & { total: number })[],
  prisons: readonly Prison[],
  reader: Reader,
  now: Date,
  t: Translate,
) {
  const total = accounts[0]?.total ?? 0
  const pages = pagesFor(total, accountPageSize)
  const everything: Choice = { value: '', text: t('console/accounts:filter.all') }
  const filter = filterChoices(
    (name: WordingPart<'console/accounts:filter.'>) => `console/accounts:filter.${name}`,
    query,
    t,
  )
  return {
    pageName: t('console/accounts:title'),
    what: t(`console/accounts:whose.${managesAllAccounts(reader.role) ? 'all' : 'of-prisons'}`),
    filters: [
      filter(
        'state',
        choicesOf(['active', 'ended'] as const, each => t(`console/accounts:states.${each}`)),
      ),
      filter('role', [everything, ...choicesOf(assignableRoles(reader.role), each => roleName(each, t))]),
      ...(prisons.length > 1
        ? [filter('prison', [everything, ...prisons.map(({ id, name }) => ({ value: id, text: name }))])]
        : []),
    ],
    count: t('console/accounts:count', { count: total }),
    rows: accounts.map(account => ({
      href: `/accounts/${account.id}`,
      name: account.name,
      email: account.email,
      role: roleName(account.role, t),
      prisons: prisonsInWords(account, prisons, t),
      state: stateOf(account, now, t),
    })),
    pagination: presentPagination(query.page, pages, each => addressOf(query, each), t),
  }
}

/** One account, and what the reader may do with it. */
export function presentAccount(account: Account, prisons: readonly Prison[], reader: Reader, now: Date, t: Translate) {
  const row = (key: WordingPart<'console/accounts:rows.'>, text: string) => ({
    key: { text: t(`console/accounts:rows.${key}`) },
    value: { text },
  })
  return {
    ...heading(account, t),
    isOwn: account.id === reader.id,
    mayManage: managesAccount(reader, account),
    active: account.active,
    rows: [
      row('email', account.email),
      row('role', roleName(account.role, t)),
      ...(account.teamKind && account.teamRegion
        ? [
            row('team-kind', t(`console/notifications:recipients.${account.teamKind}`)),
            row('team-region', t(`console/person:values.homeRegion.${account.teamRegion}`)),
          ]
        : [row('prisons', prisonsInWords(account, prisons, t))]),
      ...(canBelongToPdu(account.role, account.teamKind)
        ? [row('pdu', account.pduName ?? t('console/accounts:no-pdu'))]
        : []),
      row('state', stateOf(account, now, t)),
      row(
        'second-factor',
        t(account.hasSecondFactor ? 'console/accounts:has-second-factor' : 'console/accounts:no-second-factor'),
      ),
    ],
  }
}

/** What every page about one account begins with. */
export function heading(account: Account, t: Translate) {
  return {
    pageName: t('console/accounts:account'),
    name: account.name,
    address: `/accounts/${account.id}`,
    version: account.version,
    codeWords: codeWordsOf(account),
  }
}

export type CodeWords = 'again' | 'invitation' | 'reset'

/** The wording of the pages about a code: for an ended account, one that was never used, or one that is in use. */
export function codeWordsOf({ active, codeKind }: Account): CodeWords {
  if (!active) return 'again'
  return codeKind === 'invitation' ? 'invitation' : 'reset'
}

/** The form of who somebody is. */
export function presentForm(
  typed: {
    readonly name: string
    readonly role: string
    readonly prisons: readonly string[]
    readonly teamKind: string | null
    readonly teamRegion: string | null
    readonly pduId: number | string | null
  },
  { prisons, pdus }: { readonly prisons: readonly Prison[]; readonly pdus: readonly Pdu[] },
  reader: Reader,
  t: Translate,
) {
  const offered = assignableRoles(reader.role)
  return {
    staffName: typed.name,
    offersTeams: offered.some(role => roleEntry(role).sees === 'as-probation-team'),
    teamKinds: probationTeamKinds.map(kind => ({
      value: kind,
      text: t(`console/notifications:recipients.${kind}`),
      checked: kind === typed.teamKind,
    })),
    regions: regions.map(region => ({
      value: region,
      text: t(`console/person:values.homeRegion.${region}`),
      selected: region === typed.teamRegion,
    })),
    pdus: pdus.map(({ id, name }) => ({ value: id, text: name, selected: String(id) === String(typed.pduId) })),
    roles: offered.map(role => ({
      value: role,
      text: roleName(role, t),
      hint: { text: t(`console/permissions:whose.${role}`) },
      checked: role === typed.role,
    })),
    prisons: prisons.map(({ id, name }) => ({ value: id, text: name, checked: typed.prisons.includes(id) })),
    rolesWithPrisons: t('console/accounts:form.prisons-hint', {
      roles: roles
        .filter(hasOwnPrisons)
        .map(role => roleName(role, t).toLowerCase())
        .join(', '),
    }),
  }
}

/** The work of somebody who leaves, and who may take it over. */
export function presentLeave(work: WorkOfStaff, colleagues: readonly StaffMember[], t: Translate) {
  return {
    pageName: t('console/accounts:leave.page-name'),
    work: [
      t('console/accounts:leave.applications', { count: work.applications }),
      t('console/accounts:leave.assessments', { count: work.assessments }),
      t('console/accounts:leave.tasks', { count: work.tasks }),
      t('console/accounts:leave.questions', { count: work.questions }),
      t('console/accounts:leave.referrals', { count: work.referrals }),
      t('console/accounts:leave.carried-on', { count: work.carriedOn }),
    ],
    choices: [
      { value: 'team', text: t('console/accounts:leave.team') },
      ...colleagues.map(({ id, name, role }) => ({
        value: String(id),
        text: t('console/accounts:leave.colleague', { name, role: roleName(role, t) }),
      })),
    ],
  }
}

/** A code, to be read once from the screen. */
export function presentCode({ code, expiresAt }: NewCode, email: string, staffUrl: string | undefined, t: Translate) {
  const address = `${(staffUrl ?? '').replace(/\/$/, '')}/set-password`
  return {
    code,
    email,
    setPassword: address,
    until: t('console/accounts:code.until', { when: momentInWords(expiresAt) }),
  }
}

/** What became of somebody's work; nothing when they had none. */
export function presentMoved({ toColleague, toTeam }: MovedWork, t: Translate): string[] {
  return [
    ...(toColleague > 0 ? [t('console/accounts:moved.to-colleague', { count: toColleague })] : []),
    ...(toTeam > 0 ? [t('console/accounts:moved.to-team', { count: toTeam })] : []),
  ]
}

function choicesOf<Value extends string>(values: readonly Value[], text: (value: Value) => string): Choice[] {
  return values.map(value => ({ value, text: text(value) }))
}

function roleName(role: Role, t: Translate): string {
  return t(`console/permissions:roles.${role}`)
}

function prisonsInWords({ role, prisons: ids }: Account, prisons: readonly Prison[], t: Translate): string {
  if (!hasOwnPrisons(role)) return t('console/accounts:no-prisons')
  const names = new Map(prisons.map(({ id, name }) => [id, name]))
  return ids.map(id => names.get(id) ?? id).join(', ')
}

function stateOf({ active, codeKind, codeExpiresAt }: Account, now: Date, t: Translate): string {
  if (!active) return t('console/accounts:states.ended')
  if (codeKind === null || codeExpiresAt === null) return t('console/accounts:states.active')
  const state = codeExpiresAt > now ? 'waits' : 'over'
  return t(`console/accounts:states.${codeKind}.${state}`, { when: momentInWords(codeExpiresAt) })
}
