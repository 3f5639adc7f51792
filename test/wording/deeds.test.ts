import { deeds, wordingThatSaysSo } from './deeds'

const found = wordingThatSaysSo()

it('says that somebody was told, asked or has something only where the table names the deed behind it', () => {
  const without = found.filter(([key]) => !Object.keys(deeds).some(prefix => key.startsWith(prefix)))
  expect(without).toEqual([])
})

it('names no deed for wording that is not there', () => {
  const unused = Object.keys(deeds).filter(prefix => !found.some(([key]) => key.startsWith(prefix)))
  expect(unused).toEqual([])
})
