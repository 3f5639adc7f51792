import { whereaboutsThat } from '../../domain/people/whereabouts'

/** Excludes people who have left from `person`. A literal, so that partial indexes apply. */
export const hasNotLeft = `person.whereabouts <> 'left'`

/** Limits `person` to those whose assessments run where they are. */
export const isAssessed = `person.whereabouts in (${literals('isAssessed')})`

/** Excludes the team's applications of people who have left; COMs keep theirs, because people leave to them. */
export const isWithTheirTeam = `(${hasNotLeft} or application.destination = 'COM')`

/** Limits `person` to those who are asked about on `:today`, as `expectedLeaving` says. */
export const mayHaveLeft = `
  ${hasNotLeft} and person.whereabouts in (${literals('mayLeave')}) and least(release_date, tag_date) <= :today
  and ((release_date <= :today and (still_here_on is null or still_here_on < :today))
    or (tag_date <= :today and (still_here_on is null or still_here_on < tag_date)))`

function literals(property: Parameters<typeof whereaboutsThat>[0]): string {
  return whereaboutsThat(property)
    .map(each => `'${each}'`)
    .join(', ')
}
