export { difficulties, privateTimes, type Difficulty, type PrivateTime } from './about-me'
export {
  email,
  months,
  oneOf,
  Problem,
  readRecord,
  required,
  words,
  type Cell,
  type CsvRecord,
  type ParsedRow,
  type RowFault,
} from './cells'
export { hasCom, hasPom } from './com-and-pom'
export { comKeyOf, isNamedComKey } from './com-key'
export { dischargeColumns, parseDischargeRow, releaseTypes, type DischargeRow, type ReleaseType } from './discharge-row'
export { leavesOn, mayBeLetGoAtCourt, type WaysToLeave } from './leaves-on'
export { countingRows, dischargeNews, receptionNews, type KnownPerson, type News, type EarlierRow } from './news'
export {
  parseReceptionRow,
  receptionColumnOf,
  receptionColumns,
  requiredReceptionColumns,
  type ReceptionFacts,
  type ReceptionRow,
} from './reception-row'
export { readingHelps, type ReadingHelp } from './reading-help'
