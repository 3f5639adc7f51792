import { describeMyPages } from './my-pages'

describe('the in-cell site in English', () => describeMyPages('en'))
