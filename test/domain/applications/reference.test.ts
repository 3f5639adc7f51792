import fc from 'fast-check'
import { newReference, parseReference } from '../../../server/domain/applications'

const anyReference = fc.array(fc.nat(16), { minLength: 8, maxLength: 8 }).map(picks => {
  const left = [...picks]
  return newReference(below => (left.shift() ?? 0) % below)
})

describe('a reference', () => {
  it('is two groups of four unambiguous letters and digits that spell nothing', () => {
    fc.assert(
      fc.property(anyReference, reference => {
        expect(reference).toMatch(/^[2346789CFHJKPRTWX]{4}-[2346789CFHJKPRTWX]{4}$/)
        expect(reference).not.toMatch(/[AEIOUY01BDGLMNQSVZ5]/)
      }),
    )
  })

  it('uses every letter of its alphabet with equal probability', () => {
    const limits: number[] = []
    newReference(below => {
      limits.push(below)
      return 0
    })
    expect(limits).toEqual(Array.from({ length: 8 }, () => 17))
    const letters = Array.from({ length: 17 }, (_, index) => newReference(() => index)[0])
    expect(new Set(letters).size).toBe(17)
  })

  it('is parsed as people type it', () => {
    fc.assert(
      fc.property(anyReference, reference => {
        const typed = [
          reference,
          reference.toLowerCase(),
          reference.replace('-', ''),
          ` ${reference.replace('-', ' ')} `,
        ]
        for (const text of typed) expect(parseReference(text)).toBe(reference)
      }),
    )
  })

  it.each(['', '7KX3', '7KX3-R9HTT', '7KX3-R9H0', 'AEIO-UAEI', '７KX3-R9HT', 'ſſſſ-ſſſſ'])('rejects %j', text => {
    expect(parseReference(text)).toBeUndefined()
  })

  it('parses any text without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const read = parseReference(text)
        if (read !== undefined) expect(parseReference(read)).toBe(read)
      }),
    )
  })
})
