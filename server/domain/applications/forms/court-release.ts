import { feelSafe, type Form } from '../form'

export const courtRelease: Form = {
  id: 'court-release',
  code: 'A22',
  version: 1,
  topics: [{ topic: 'court-release' }],
  questions: [
    { id: 'court-date', kind: 'words', limit: 60 },
    { id: 'that-night', kind: 'words', limit: 200 },
    { id: 'have-with-you', kind: 'many', options: ['keys', 'money', 'phone', 'none'], alone: 'none' },
    { id: 'medicine', kind: 'many', options: ['medicine', 'script', 'neither'], alone: 'neither' },
    { id: 'who-to-call', kind: 'words', limit: 100 },
    { id: 'leaflet', kind: 'one', options: ['yes', 'no'] },
    feelSafe,
  ],
}
