import { demoPins, demoStaff } from '../../demo/people'
import { roles } from '../../server/domain/staff/roles'
import { read } from './files'

it('has a column for each role under "Who may do what" of security.md', () => {
  const [header = ''] = /^\|.*$/m.exec(read('docs/security.md').split('### Who may do what')[1] ?? '') ?? []
  expect(header.match(/[\w-]+/g)?.sort()).toEqual([...roles].sort())
})

it('has every demonstration sign-in in the README', () => {
  const signIns = read('README.md').split('## Demonstration sign-ins')[1]?.split('## ')[0] ?? ''
  const names = signIns.match(/(?<=`)[\w.-]+@[\w.-]+(?=`)|(?<=number `)\w+(?=`)/g)
  expect(names?.sort()).toEqual([...demoStaff.map(({ email }) => email), ...demoPins.keys()].sort())
})
