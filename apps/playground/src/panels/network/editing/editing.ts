export { Editors } from './Editors.tsx'
export { LinkGrips } from './LinkGrips.tsx'
