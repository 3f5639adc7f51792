export * from './tasks'
export * from './checklist'
export * from './changes'
export * from './parts'
