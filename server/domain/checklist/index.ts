export * from './tasks'
export * from './checklist'
