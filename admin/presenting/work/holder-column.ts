import type { Translate } from '../../../server/content/words/words'
import type { StaffMember, WorkItem } from '../../../server/database'
import { wordsCell, type ListColumn } from '../../lists/list-table'
import { shortName } from '../people/short-name'

type Held = Pick<WorkItem<string>, 'holderId' | 'holderName'>

/** Who has a piece of work: the reader in strong words, or a colleague by a short name. @param nobody for what nobody has */
export function holderColumn<Row extends Held, Sort extends string>(
  { heading, sort, nobody }: { readonly heading: string; readonly sort: Sort | null; readonly nobody: string },
  staff: Pick<StaffMember, 'id'>,
  t: Translate,
): ListColumn<Row, Sort> {
  return {
    heading,
    sort,
    cell: ({ holderId, holderName }) =>
      holderId === staff.id
        ? wordsCell(t('console/queue:row.you'), { isStrong: true, isLast: true })
        : wordsCell(holderName === null ? nobody : shortName(holderName), { isLast: true }),
    file: [{ heading, value: ({ holderName }) => holderName }],
  }
}
