import { expose } from 'comlink'
import { Run } from './run.ts'

// The worker's door: everything behind it is Run.
expose(new Run())
