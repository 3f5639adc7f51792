import { personInScope } from '../connection/access-scope'

/** How much less alike than the closest name a name may be and still be found: a right spelling finds itself alone. */
const nearly = 0.15
/** How alike a name is that sounds the same and is written in another way. */
const sameSound = 0.6

const name = `first_name || ' ' || last_name`

/**
 * The identities of people in sight whose name is nearly as typed, for a statement with the parameters of the sight:
 * letters that are left out or stand wrongly, another spelling of the same sound, the last name first, no accents.
 *
 * @param wanted the parameter that holds what was typed
 */
export function namesAlike(wanted: string): string {
  return `(select id from (
      select id, likeness, max(likeness) over () as best from (
        select id, greatest(word_similarity(${wanted}, ${name}),
            case when name_sounds(${name}) @> name_sounds(${wanted}) then ${sameSound} end) as likeness from person
          where ${personInScope}
            and (${wanted} <% (${name}) or name_sounds(${name}) @> name_sounds(${wanted}))
      ) alike
    ) named where likeness > best - ${nearly})`
}
