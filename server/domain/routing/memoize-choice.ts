/**
 * Chooses rows of a table and makes something of the chosen ones, once for each choice: cases choose the same few hundred
 * combinations again and again.
 *
 * @param rows at most 52, because each is one bit of a number
 * @param make receives the chosen rows in their order; its result is shared, so it must be frozen
 * @returns a function that asks about each row in turn whether it is chosen
 */
export function memoizeChoice<Row, Made>(
  rows: readonly Row[],
  make: (chosen: readonly Row[]) => Made,
): (isChosen: (row: Row) => boolean) => Made {
  const made = new Map<number, Made>()
  const isIn = (choice: number, index: number) => Math.floor(choice / 2 ** (rows.length - 1 - index)) % 2 === 1
  return isChosen => {
    let choice = 0
    for (const row of rows) choice = choice * 2 + (isChosen(row) ? 1 : 0)
    let found = made.get(choice)
    if (found === undefined) {
      found = make(rows.filter((_row, index) => isIn(choice, index)))
      made.set(choice, found)
    }
    return found
  }
}
