export * from './form'
export * from './journey'
export * from './forms'
export * from './reference'
