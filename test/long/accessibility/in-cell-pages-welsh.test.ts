import { describeInCellPages } from './in-cell-pages'

describe('the in-cell site in Welsh', () => describeInCellPages('cy'))
