import { describeMyPages } from './my-pages'

describe('the in-cell site in Welsh', () => describeMyPages('cy'))
