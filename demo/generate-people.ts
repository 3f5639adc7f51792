import { nothingKnown, type PersonFacts, type Prison } from '../server/database'
import { addDays, addMonths, type CalendarDay } from '../server/domain/calendar'
import type { Risk } from '../server/domain/routing'

/** Pseudo-random numbers with a fixed seed, the same on every run (mulberry32). */
export class Chance {
  constructor(private state: number) {}

  /** From 0 (inclusive) to 1 (exclusive). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** An integer from 0 (inclusive) to `below` (exclusive). */
  below(below: number): number {
    return Math.floor(this.next() * below)
  }

  /** True with this percentage of probability. */
  inHundred(times: number): boolean {
    return this.next() * 100 < times
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)]
    if (value === undefined) throw new RangeError('Nothing to choose from')
    return value
  }
}

const firstNames = {
  men: 'Aaron Adil Bryn Callum Connor Darius Dewi Emeka Farhan Gareth Hassan Idris Jamie Kofi Leon Marek Nathan Owain Piotr Reece Sanjay Tomos Umar Viktor Wayne Yusuf Zane',
  women:
    'Aisha Beth Carys Chloe Dalia Elin Farah Gemma Halima Ioana Jade Kelly Lowri Maryam Nia Olga Paula Rhian Sade Tara Uzma Vera Wendy Yasmin Zoe',
}
const nameStarts = 'Ash Bar Bren Cald Carr Dun Eld Fair Gar Hal Hart Kell Lang Mar Nor Oak Pen Quar Rams Scar Thor Wake'
const nameEnds =
  'bourne by combe croft dale den field ford ham head ick ington ley low more ridge rick sall ton wick worth'

const locations = ['A', 'B', 'C', 'D', 'E']
const languages = ['English', 'English', 'English', 'English', 'Polish', 'Romanian', 'Albanian', 'Urdu']
const risks: readonly Risk[] = ['low', 'low', 'medium', 'medium', 'medium', 'high', 'high', 'very-high']
const homeRegions = [
  'yorkshire-and-the-humber',
  'yorkshire-and-the-humber',
  'north-west',
  'north-west',
  'wales',
  'london',
  'north-east',
] as const

/** Generates a person with dates around today, on remand, sentenced or recalled in the proportions of a real prison. */
export function generatePerson(chance: Chance, prison: Prison, today: CalendarDay): PersonFacts {
  const reception = addDays(today, -1 - chance.below(chance.inHundred(40) ? 60 : 700))
  const custody = chance.next()
  const custodyStatus =
    custody < 0.2 ? 'remand' : custody < 0.25 ? 'convicted-unsentenced' : custody < 0.87 ? 'sentenced' : 'recalled'
  const isSentenced = custodyStatus === 'sentenced' || custodyStatus === 'recalled'
  const com = chance.below(300)
  const hasCom = isSentenced && chance.inHundred(75)
  const isWelshSpeaker = prison.nation === 'wales' && chance.inHundred(10)
  const landing = `${1 + chance.below(4)}-${String(1 + chance.below(48)).padStart(3, '0')}`
  return {
    ...nothingKnown,
    firstName: chance.of(firstNames[prison.estate].split(' ')),
    lastName: chance.of(nameStarts.split(' ')) + chance.of(nameEnds.split(' ')),
    dateOfBirth: addDays(addMonths(today, -12 * (19 + chance.below(45))), -chance.below(360)),
    sex: prison.estate === 'women' ? 'F' : 'M',
    prisonId: prison.id,
    location: `${chance.of(locations)}-${landing}`,
    receptionDate: reception,
    custodyStatus,
    ...(isSentenced && sentence(chance, today)),
    riskOfSeriousHarm: isSentenced && chance.inHundred(85) ? chance.of(risks) : null,
    homeRegion: chance.inHundred(70) ? prison.region : chance.of(homeRegions),
    ...(hasCom && { comName: `COM ${com + 1}`, comEmail: `com.${com + 1}@example.test` }),
    pomName: isSentenced && chance.inHundred(80) ? `POM ${1 + chance.below(40)}` : null,
    firstLanguage: isWelshSpeaker ? 'Welsh' : chance.of(languages),
    careExperienced: chance.inHundred(70) ? chance.inHundred(25) : null,
    nationality: 'British',
  }
}

function sentence(chance: Chance, today: CalendarDay) {
  if (chance.inHundred(6)) {
    return {
      sentence: 'indeterminate' as const,
      sentencedOn: addMonths(today, -60 - chance.below(120)),
      tariffExpiryDate: addMonths(today, chance.below(60) - 12),
    }
  }
  const sentenceMonths = 2 + chance.below(chance.inHundred(50) ? 14 : 90)
  const served = chance.below(Math.max(1, Math.floor(sentenceMonths / 2)))
  const daysLeft = Math.round((sentenceMonths / 2 - served) * 30) + chance.below(20)
  return {
    sentence: 'determinate' as const,
    sentencedOn: addMonths(today, -served),
    sentenceMonths,
    releaseDate: chance.inHundred(95) ? addDays(today, daysLeft) : null,
  }
}
