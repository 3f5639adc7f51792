import type { ServiceEntry, ServicePlace } from '../server/domain/content/local-services'

/** Local services of the demo's prisons and an area, marked as made up. Their telephone numbers are not in use. */
export const demoServices: readonly {
  readonly place: ServicePlace
  /** The email address of the member of staff who adds it. */
  readonly by: string
  readonly daysAgo: number
  readonly entry: ServiceEntry
}[] = [
  {
    place: { kind: 'prison', id: 'LEI' },
    by: 'manager@example.test',
    daysAgo: 20,
    entry: {
      chapter: 'a-place-to-live',
      openTo: 'in-prison',
      english: {
        name: 'Example: housing advice on the wing',
        what: 'A housing adviser helps you keep your home, end your tenancy or ask the council for help.',
        whoFor: 'Anybody who does not know where they will sleep on their first night.',
        howToGet: 'Send the form “A place to live”, or ask at the wing office. They come on Tuesdays.',
        contact: null,
      },
      welsh: null,
    },
  },
  {
    place: { kind: 'prison', id: 'LEI' },
    by: 'administrator@example.test',
    daysAgo: 200,
    entry: {
      chapter: 'work-and-learning',
      openTo: 'both',
      english: {
        name: 'Example: job club',
        what: 'Help to write a CV, look for work and get ready to meet a boss. You can keep coming after you leave.',
        whoFor: 'People who leave in the next 12 weeks, and people who have left.',
        howToGet: 'Ask in the library to be put on the list.',
        contact: '01632 960123, Monday to Friday',
      },
      welsh: null,
    },
  },
  {
    place: { kind: 'prison', id: 'STI' },
    by: 'manager@example.test',
    daysAgo: 40,
    entry: {
      chapter: 'family-and-friends',
      openTo: 'family',
      english: {
        name: 'Example: visitors’ centre',
        what: 'A warm place to wait, with toys and somebody to talk to. They can tell your family about help with travel.',
        whoFor: null,
        howToGet: 'It is beside the gate. It opens an hour before visits.',
        contact: '01632 960456',
      },
      welsh: null,
    },
  },
  {
    place: { kind: 'prison', id: 'BWI' },
    by: 'manager@example.test',
    daysAgo: 10,
    entry: {
      chapter: 'a-place-to-live',
      openTo: 'in-prison',
      english: {
        name: 'Example: talk to the council about housing',
        what: 'Council housing staff come to the prison. They can start to look at your case up to 56 days before you leave.',
        whoFor: 'People who will live in Wales and have no home to go to.',
        howToGet: 'Ask the pre-release team to put you on the list.',
        contact: null,
      },
      welsh: {
        name: 'Enghraifft: siarad â’r cyngor am dai',
        what: 'Mae staff tai’r cyngor yn dod i’r carchar. Gallant ddechrau edrych ar eich achos hyd at 56 diwrnod cyn i chi adael.',
        whoFor: 'Pobl a fydd yn byw yng Nghymru ac sydd heb gartref i fynd iddo.',
        howToGet: 'Gofynnwch i’r tîm cyn-ryddhau eich rhoi ar y rhestr.',
        contact: null,
      },
    },
  },
  {
    place: { kind: 'prison', id: 'BWI' },
    by: 'manager@example.test',
    daysAgo: 10,
    entry: {
      chapter: 'everyday-life',
      openTo: 'in-prison',
      english: {
        name: 'Example: the bus on the day you leave',
        what: 'A bus goes from outside the gate to the railway station. Staff give you a travel warrant or a ticket.',
        whoFor: null,
        howToGet: null,
        contact: null,
      },
      welsh: {
        name: 'Enghraifft: y bws ar y diwrnod y byddwch yn gadael',
        what: 'Mae bws yn mynd o’r tu allan i’r giât i’r orsaf drenau. Mae staff yn rhoi gwarant deithio neu docyn i chi.',
        whoFor: null,
        howToGet: null,
        contact: null,
      },
    },
  },
  {
    place: { kind: 'area', id: 'yorkshire-and-the-humber' },
    by: 'manager@example.test',
    daysAgo: 15,
    entry: {
      chapter: 'a-place-to-live',
      openTo: 'after-release',
      english: {
        name: 'Example: drop-in for people with no home',
        what: 'Hot food, a shower and somebody who helps you find a room.',
        whoFor: 'People who have left any prison in this area.',
        howToGet: 'Go there on a weekday, before noon.',
        contact: '01632 960789',
      },
      welsh: null,
    },
  },
]
