import type { Backend, Operations, Tensor } from '@leven/core'
import fc from 'fast-check'
import { borrowing } from '../device.ts'
import { type Law, LawBroken, law, type Subject } from '../law.ts'
import { entry } from '../matrix.ts'
import { everyOperation } from '../operation.ts'
import { mustBe } from './memory.ts'

/** An operation and the names of all places where it takes a tensor, on what has its method. */
interface PlacesOf<On = Operations> {
  readonly operation: string
  readonly names: readonly string[]
  call(on: On, tensors: Readonly<Record<string, Tensor>>): unknown
}

/** One place where an operation takes a tensor. */
interface Place extends PlacesOf<Backend> {
  readonly operand: string
}

const ofMemory: readonly PlacesOf<Backend>[] = [
  { operation: 'write', names: ['to'], call: (on, t) => on.write(entry(t, 'to'), Float64Array.of(1)) },
  {
    operation: 'gather',
    names: ['to', 'from'],
    call: (on, t) => on.gather(entry(t, 'to'), entry(t, 'from'), Int32Array.of(0)),
  },
  { operation: 'read', names: ['from'], call: (on, t) => on.read(entry(t, 'from')) },
  { operation: 'free', names: ['tensor'], call: (on, t) => on.free(entry(t, 'tensor')) },
]

/** The places of the operations that compute. */
export const ofOperations: readonly PlacesOf[] = everyOperation.map((operation) => ({
  operation: operation.name,
  names: [...Object.keys(operation.outputs), ...Object.keys(operation.plan.operands)],
  call: (on, tensors) => operation.call(on, tensors),
}))

const everyPlace: readonly Place[] = [...ofMemory, ...ofOperations].flatMap((operation) =>
  operation.names.map((operand) => ({ ...operation, operand })),
)

/** @throws LawBroken unless the call with `bad` in one place is a HandleError, at once or from the promise. */
async function mustRefuse(on: Backend, at: Place, bad: Tensor, what: string): Promise<void> {
  await borrowing(on, async (make) => {
    const tensors = Object.fromEntries(at.names.map((name) => [name, name === at.operand ? bad : make(1, 1)]))
    await refused(() => at.call(on, tensors), at.operation, at.operand, what)
  })
}

/** @throws LawBroken unless the call is a HandleError, at once or from its promise. */
export async function refused(
  call: () => unknown,
  operation: string,
  operand: string,
  what: string,
): Promise<void> {
  let message = 'takes it'
  try {
    await call()
  } catch (error) {
    if (isHandleError(error)) return
    message = `throws ${String(error)}`
  }
  throw new LawBroken(
    `${operation}: ${operand} is ${what}, which must be a HandleError, but the backend ${message}.`,
    { operation, output: operand },
  )
}

// By its code, so that two copies of core in one program still agree.
function isHandleError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'HANDLE'
}

function handleLaw(name: string, check: (subject: Subject, at: Place) => Promise<void>): Law {
  return law<null>({
    name: `handles: ${name}`,
    operation: 'free',
    share: 0.01,
    draw: () => fc.constant(null),
    async check(subject) {
      for (const at of everyPlace) await check(subject, at)
      return 0
    },
    operands: () => [],
  })
}

const freed = handleLaw('a freed tensor is an error in every operation', async ({ on }, at) => {
  const bad = on.tensor(1, 1)
  on.free(bad)
  await mustRefuse(on, at, bad, 'freed')
})

const alike = handleLaw(
  'what is no tensor of any backend is an error in every operation',
  async ({ on }, at) => {
    await mustRefuse(on, at, { rows: 1, columns: 1 }, 'no tensor')
  },
)

const ofReference = handleLaw(
  "another backend's tensor is an error in every operation",
  async ({ on, reference }, at) => {
    await borrowing(reference, (make) => mustRefuse(on, at, make(1, 1), "another backend's"))
  },
)

const ofTwin = law<null>({
  name: 'handles: a tensor of another instance of the same backend is an error in every operation',
  operation: 'tensor',
  share: 0.01,
  draw: () => fc.constant(null),
  async check({ on, open }) {
    const twin = await open()
    try {
      const foreign = twin.tensor(1, 1)
      for (const at of everyPlace) await mustRefuse(on, at, foreign, "another instance's")
    } finally {
      await twin.close()
    }
    return 0
  },
  operands: () => [],
})

/**
 * One tensor is held and one was freed, while others are made and freed in turn: their places and the numbers of their
 * handles come round.
 */
const outlasting = (name: string, few: number, least: number, looks: number, thorough: boolean): Law =>
  law<number>({
    name: `handles: ${name}`,
    operation: 'tensor',
    share: thorough ? 0.001 : 0.01,
    thorough,
    draw: ({ drawing }) =>
      drawing.shapes === 'few' ? fc.constant(few) : fc.integer({ min: least, max: least + 1000 }),
    check: (subject, count) =>
      borrowing(subject.on, async (make) => {
        const { on } = subject
        const numbers = { rows: 2, columns: 3, values: Float64Array.of(1, 2, 3, 4, 5, 6) }
        const held = make(2, 3, numbers.values)
        const stale = on.tensor(1, 1)
        on.free(stale)
        const mustBeFreed = () => refused(() => on.write(stale, Float64Array.of(7)), 'write', 'to', 'freed')
        for (let i = 0; i < count; i++) {
          const passing = on.tensor(1, 1)
          if (i < looks) await mustBeFreed()
          on.free(passing)
        }
        mustBe(subject, 'tensor', 'the tensor that was held', await on.read(held), numbers)
        for (const at of everyPlace) await mustRefuse(on, at, stale, 'freed')
        return 0
      }),
    operands: () => [],
    settings: (count) => `${count} came and went`,
  })

const outlasts = [
  outlasting(
    'a freed tensor stays freed, and a held one keeps its numbers, while thousands come and go',
    300,
    8200,
    300,
    false,
  ),
  outlasting('a freed tensor stays freed while more than 65,536 come and go', 66_000, 66_000, 1e9, true),
]

/** A handle is worth something only to the backend that made it, and only until it is freed. */
export const handleLaws: readonly Law[] = [freed, alike, ofReference, ofTwin, ...outlasts]
