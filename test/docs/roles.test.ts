import { roles } from '../../server/domain/staff/roles'
import { read } from './files'

it('has a column for each role under "Who may do what" of security.md', () => {
  const [header = ''] = /^\|.*$/m.exec(read('docs/security.md').split('### Who may do what')[1] ?? '') ?? []
  expect(header.match(/[\w-]+/g)?.sort()).toEqual([...roles].sort())
})
