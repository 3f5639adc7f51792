import { describeInCellPages } from './my-pages'

describe('the in-cell site in Welsh', () => describeInCellPages('cy'))
