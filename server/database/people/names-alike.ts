import { personInScope } from '../connection/access-scope'

/**
 * A name is found when its similarity is within this distance of the closest, so that a correct spelling finds only
 * itself.
 */
const nearly = 0.15
/** The similarity of a name that sounds the same but is spelt differently. */
const sameSound = 0.6

const name = `first_name || ' ' || last_name`

/**
 * SQL for the ids of people within scope whose name resembles the search text: missing or transposed letters, another
 * spelling of the same sound, last name first, no accents. The statement needs the scope's parameters.
 *
 * @param searchedName the parameter that holds the search text
 */
export function namesAlike(searchedName: string): string {
  return `(select id from (
      select id, likeness, max(likeness) over () as best from (
        select id, greatest(word_similarity(${searchedName}, ${name}),
            case when name_sounds(${name}) @> name_sounds(${searchedName}) then ${sameSound} end) as likeness from person
          where ${personInScope}
            and (${searchedName} <% (${name}) or name_sounds(${name}) @> name_sounds(${searchedName}))
      ) alike
    ) named where likeness > best - ${nearly})`
}
