/** The chapters of the booklet, in the order in which the booklet gives them. */
export const chapterIds = [
  'a-place-to-live',
  'work-and-learning',
  'money-and-benefits',
  'health',
  'drugs-and-alcohol',
  'feeling-ok',
  'family-and-friends',
  'staying-safe',
  'probation-and-licence',
  'your-record',
  'not-a-british-citizen',
  'remand-and-court',
  'women',
  'care-leavers',
  'veterans',
  'disabled-and-older-people',
  'if-you-are-recalled',
  'everyday-life',
] as const
export type ChapterId = (typeof chapterIds)[number]
