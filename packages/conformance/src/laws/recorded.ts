import type { Backend, Operations, Tensor, UpdateRule } from '@leven/core'
import fc from 'fast-check'
import { type Case, cases } from '../case.ts'
import { borrowing, type Make, type Tensors } from '../device.ts'
import { oneOfEach } from '../in-turn.ts'
import { type Law, LawBroken, law, type Subject } from '../law.ts'
import { at, entry } from '../matrix.ts'
import { commonRules, everyOperation, type Operation, onLayers, shapes, update } from '../operation.ts'
import { placed } from './allocations.ts'
import { ofOperations, refused } from './handles.ts'
import { computedCopies, step } from './repeated.ts'

const absent = ({ on }: Subject) => (on.record ? undefined : 'the backend has no record')
const absentOrVaries = (subject: Subject) =>
  absent(subject) ?? (subject.on.info.arithmetic.varies ? 'its results vary' : undefined)

/** A recording of the backend, which has `record`: the laws are waived where it has none. */
function recorded(on: Backend, work: (recorder: Operations) => void): () => void {
  if (!on.record) throw new Error('The suite asks a backend without record for a recording.')
  return on.record(work)
}

/** An operation and its case, on tensors for a recording and on others of the same numbers for calls one by one. */
interface Twice {
  readonly operation: Operation
  readonly drawn: Case
  readonly ofRecording: Tensors
  readonly ofCalls: Tensors
}

/** The cases, on the device; `update` by the rules given, which may change later. */
function prepare(make: Make, drawn: readonly Case[], rules: readonly UpdateRule[]): Twice[] {
  return drawn.flatMap((one, which) => {
    const rule = rules.find(({ kind }) => everyOperation[which]?.name === `update ${kind}`)
    const operation = rule ? update(rule) : everyOperation[which]
    if (!operation) return []
    return [
      {
        operation,
        drawn: one,
        ofRecording: placed(make, operation, one),
        ofCalls: placed(make, operation, one),
      },
    ]
  })
}

/** The same calls, `update` by copies of the rules as they are now: of an object seen before a backend may have kept something. */
const byRulesOfTheirOwn = (all: readonly Twice[], rules: readonly UpdateRule[]): Twice[] =>
  all.map((one) => {
    const rule = rules.find(({ kind }) => one.operation.name === `update ${kind}`)
    return rule ? { ...one, operation: update({ ...rule }) } : one
  })

/** Every number of a rule changed. */
const otherSettings = (rule: UpdateRule): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(rule).map(([name, value]) => [name, typeof value === 'number' ? value / 2 + 0.25 : value]),
  )

const results = ({ operation }: Twice) => [...Object.keys(operation.outputs), ...operation.changes]

/** @throws LawBroken unless both have the same bits. */
async function sameBits({ on, count }: Subject, all: readonly Twice[], when: string): Promise<void> {
  for (const one of all) {
    for (const name of results(one)) {
      const [got, expected] = [
        await on.read(entry(one.ofRecording, name)),
        await on.read(entry(one.ofCalls, name)),
      ]
      count(got.length)
      const i = got.findIndex((value, place) => !Object.is(value, at(expected, place)))
      if (i < 0) continue
      const breach = {
        operation: one.operation.name,
        output: name,
        got: at(got, i),
        expected: at(expected, i),
      }
      const message = `${one.operation.name}, recorded, gives ${breach.got} in ${name} ${when}, and called ${breach.expected}.`
      throw new LawBroken(message, { ...breach, bound: 0 }, Object.values(one.drawn.operands))
    }
  }
}

/** Every operand anew on both sides; what is computed is NaN before it. */
function writeAll(on: Backend, all: readonly Twice[], change: (values: Float64Array) => Float64Array): void {
  for (const { operation, drawn, ofRecording, ofCalls } of all) {
    for (const tensors of [ofRecording, ofCalls]) {
      for (const { name, values } of Object.values(drawn.operands))
        on.write(entry(tensors, name), change(values))
      for (const [name, [rows, columns]] of Object.entries(shapes(operation, drawn)))
        on.write(entry(tensors, name), new Float64Array(rows * columns).fill(Number.NaN))
    }
  }
}

/** A case of each operation. */
export const everyCase = ({ drawing }: Subject): fc.Arbitrary<Case[]> =>
  fc.tuple(...everyOperation.map(({ plan }) => cases(plan, drawing)))
/** The same, on layers. */
const everyLayer = ({ drawing }: Subject): fc.Arbitrary<Case[]> =>
  fc.tuple(...everyOperation.map((operation) => cases(onLayers(operation).plan, drawing)))

const likeCalls = (of: string, share: number, draw: (subject: Subject) => fc.Arbitrary<Case[]>): Law =>
  law<Case[]>({
    name: `recorded: every operation${of}, repeated, gives the bits of its call on what its tensors and its rule hold then`,
    operation: 'record',
    share,
    waived: absentOrVaries,
    draw,
    check: (subject, drawn) =>
      borrowing(subject.on, async (make) => {
        const { on } = subject
        const rules = commonRules.map((rule) => ({ ...rule }))
        const all = prepare(make, drawn, rules)
        const calls = () => {
          for (const { operation, ofCalls } of byRulesOfTheirOwn(all, rules)) operation.call(on, ofCalls)
        }
        writeAll(on, all, (values) => values)
        const again = recorded(on, (recorder) => {
          for (const { operation, ofRecording } of all) operation.call(recorder, ofRecording)
        })
        await sameBits(subject, all, 'before it is repeated') // nothing is computed yet
        again()
        calls()
        await sameBits(subject, all, 'at first')
        again()
        calls()
        await sameBits(subject, all, 'repeated at once')
        writeAll(on, all, (values) => values.toReversed())
        for (const rule of rules) Object.assign(rule, otherSettings(rule))
        again()
        calls()
        await sameBits(subject, all, 'with other numbers')
        return 0
      }),
    operands: (drawn) => drawn.flatMap(({ operands }) => Object.values(operands)),
  })

const keptApart: Law = law<Case[]>({
  name: 'recorded: many recordings keep apart, and keep while memory grows',
  operation: 'record',
  share: 0.02,
  waived: absentOrVaries,
  draw: everyCase,
  check: (subject, drawn) =>
    borrowing(subject.on, async (make) => {
      const { on } = subject
      const all = prepare(make, drawn, [])
      const recordings = all.map(({ operation, ofRecording }) =>
        recorded(on, (recorder) => operation.call(recorder, ofRecording)),
      )
      for (let mebibytes = 0; mebibytes < 27; mebibytes++) make(256, 1024)
      for (const again of recordings.toReversed()) again()
      for (const { operation, ofCalls } of all) operation.call(on, ofCalls)
      await sameBits(subject, all, 'among others')
      return 0
    }),
  operands: (drawn) => drawn.flatMap(({ operands }) => Object.values(operands)),
})

/** How many pairs of calls a recording has, and how often it is repeated. */
const lengths: readonly (readonly [pairs: number, repetitions: number])[] = [
  [1, 310],
  [40, 8],
  [300, 2],
]

const counts: Law = law<string>({
  name: 'recorded: no call of a long recording is lost, and no repetition',
  operation: 'record',
  share: 0.11,
  waived: absent,
  draw: () =>
    oneOfEach(Object.keys(computedCopies).map((copy) => fc.constant(copy))).map(({ value }) => value),
  check: (subject, copy) =>
    borrowing(subject.on, async (make) => {
      const { on, count } = subject
      for (const [pairs, repetitions] of lengths) {
        const beside = { one: make(1, 1, Float64Array.of(1)), zero: make(1, 1), spare: make(1, 1) }
        const minusOne = make(1, 1, Float64Array.of(-1))
        const [a, b] = [make(1, 1), make(1, 1)]
        const again = recorded(on, (recorder) => {
          for (let pair = 0; pair < pairs; pair++) {
            // There and back, so that a repetition begins where the last one ended.
            entry(computedCopies, copy)(recorder, b, a, beside)
            recorder.update(b, minusOne, [], step)
            entry(computedCopies, copy)(recorder, a, b, beside)
            recorder.update(a, minusOne, [], step)
          }
        })
        for (let repetition = 0; repetition < repetitions; repetition++) again()
        const [got = Number.NaN] = await on.read(a)
        count(1)
        const expected = 2 * pairs * repetitions
        if (got === expected) continue
        const breach = { operation: `record, ${copy}`, output: 'the count', got, expected, bound: 0 }
        const message = `${repetitions} repetitions of ${2 * pairs} recorded updates count to ${got}.`
        throw new LawBroken(message, breach)
      }
      return 0
    }),
  operands: () => [],
  settings: (copy) => copy,
})

const refusesFreed: Law = law<null>({
  name: 'recorded: a tensor that was freed since is a HandleError when the recording is repeated',
  operation: 'record',
  share: 0.01,
  waived: absent,
  draw: () => fc.constant(null),
  async check({ on }) {
    for (const { operation, names, call } of ofOperations) {
      for (const operand of names) {
        await borrowing(on, async (make, freed) => {
          const tensors: Record<string, Tensor> = Object.fromEntries(names.map((name) => [name, make(1, 1)]))
          const again = recorded(on, (recorder) => call(recorder, tensors))
          again()
          on.free(entry(tensors, operand))
          freed(entry(tensors, operand))
          make(1, 1) // in its place
          await refused(again, `${operation}, recorded`, operand, 'freed')
        })
      }
    }
    return 0
  },
  operands: () => [],
})

/** What a recording does, it does each time as if its operations were called then. */
export const recordedLaws: readonly Law[] = [
  likeCalls('', 0.08, everyCase),
  likeCalls(' on layers', 0.01, everyLayer),
  keptApart,
  counts,
  refusesFreed,
]
