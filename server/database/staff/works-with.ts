/** In SQL: an account is that of the COM of `person`. Takes `:comRoles`. */
export const isComOf = (account: string) => `(${account}.role = any(:comRoles) and ${account}.email = person.com_email)`

/** In SQL: an account is that of the POM of `person`. */
export const isPomOf = (account: string) => `(${account}.role = 'pom' and ${account}.email = person.pom_email)`

/** In SQL: an account works in a prison. */
export const worksIn = (account: string, prison: string) => `exists (select 1 from staff_prison
  where staff_prison.staff_id = ${account}.id and staff_prison.prison_id = ${prison})`

/** In SQL: an account works in the prison of `person`. */
export const worksInPrisonOf = (account: string) => worksIn(account, 'person.prison_id')

/** In SQL: an account is an SPO's, of the PDU of the COM of `person`. The roles are `:spoRoles`. */
export const isSpoOf = (account: string) => `(${account}.role = any(:spoRoles) and exists (select 1 from staff com
  where com.email = person.com_email and com.role = any(:comRoles) and com.pdu_id = ${account}.pdu_id))`
