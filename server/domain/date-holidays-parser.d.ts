/** Types for the parts of date-holidays-parser that we use, because the package does not export its own. */
declare module 'date-holidays-parser' {
  export interface HolidayTable {
    readonly holidays: Readonly<
      Record<
        string,
        {
          readonly names: Readonly<Record<string, string>>
          readonly langs: readonly string[]
          readonly zones: readonly string[]
          readonly days: Readonly<Record<string, { readonly name: Readonly<Record<string, string>> }>>
        }
      >
    >
  }

  export default class Holidays {
    constructor(table: HolidayTable, country: string)
    /** `date` starts with the day as YYYY-MM-DD, in the country's local time. */
    getHolidays(year: number): { readonly date: string; readonly name: string }[]
  }
}
