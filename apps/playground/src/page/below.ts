// What is read below the board, in one chunk.
export { Derivation } from '../panels/derivation/Derivation.tsx'
export { LossLandscape } from '../panels/landscape/LossLandscape.tsx'
