import { feelSafe, type Form } from '../form'

export const courtRelease: Form = {
  id: 'court-release',
  code: 'A22',
  version: 2,
  topics: [{ topic: 'court-release' }],
  helps: 'probation',
  custody: ['remand', 'convicted-unsentenced', 'civil', 'immigration'],
  questions: [
    { id: 'court-date', kind: 'date', side: 'future', known: 'next-hearing' },
    { id: 'that-night', kind: 'words', limit: 200 },
    { id: 'have-with-you', kind: 'many', options: ['keys', 'money', 'phone', 'none'], alone: 'none' },
    { id: 'medicine', kind: 'many', options: ['medicine', 'script', 'neither'], alone: 'neither' },
    { id: 'who-to-call', kind: 'words', limit: 100 },
    { id: 'leaflet', kind: 'one', options: ['yes', 'no'] },
    feelSafe,
  ],
}
