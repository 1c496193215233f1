// What is read below the board, in one chunk.
export { Derivation } from '../derivation/Derivation.tsx'
export { LossLandscape } from './LossLandscape.tsx'
