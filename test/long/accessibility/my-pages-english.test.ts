import { describeInCellPages } from './my-pages'

describe('the in-cell site in English', () => describeInCellPages('en'))
