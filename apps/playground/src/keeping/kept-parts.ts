/* All that keeping takes, fetched as one. */
export { KeptNotice, offerKept } from './KeptNotice.tsx'
export { keepOn, unkept } from './keep.ts'
export { ownKept } from './store.ts'
