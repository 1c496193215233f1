/* All that keeping takes, fetched as one. */
export { goOnWith } from '../../session/going-on.ts'
export { KeptNotice, offerKept } from './KeptNotice.tsx'
export { keepOn, unkept } from './keep.ts'
export { leftData, ownKept } from './store.ts'
