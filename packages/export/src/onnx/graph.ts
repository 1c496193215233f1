import type { Bytes } from '@leven/core'
import { bytesOf } from '../weights.ts'
import { block, type Field, float, integer, joined } from './protobuf.ts'

/** Types of elements, by ONNX's numbers. */
const elementType = { float: 1, int64: 7, string: 8, bool: 9, double: 11 } as const
type ElementType = keyof typeof elementType

/** The value of a node's attribute. */
export type Attribute = number | string | readonly string[] | readonly number[] | { readonly float: number }

/** Collects the nodes, constants, inputs and outputs of an ONNX graph (opset 17, ai.onnx.ml 3). */
export class Graph {
  readonly #nodes: Field[] = []
  readonly #constants: Field[] = []
  readonly #doors: Field[] = []
  readonly #known = new Map<string, string>()
  #names = 0

  /** Adds a node. Gives the name of its output. */
  node(
    operation: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output: string = this.#fresh(operation),
  ): string {
    const domain = operation === 'LabelEncoder' ? [block(7, 'ai.onnx.ml')] : []
    this.#nodes.push(
      block(1, [
        ...inputs.map((name) => block(1, name)),
        block(2, output),
        block(3, output),
        block(4, operation),
        ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
        ...domain,
      ]),
    )
    return output
  }

  /** A constant number; the same one is stored once. */
  double(value: number): string {
    const view = new DataView(new ArrayBuffer(8))
    view.setFloat64(0, value, true)
    return this.#once(`double ${value}`, () => this.#constant('double', [], new Uint8Array(view.buffer)))
  }

  float32(shape: readonly number[], values: Float32Array): string {
    return this.#constant('float', shape, bytesOf(values))
  }

  int64(value: number): string {
    const view = new DataView(new ArrayBuffer(8))
    view.setBigInt64(0, BigInt(value), true)
    return this.#once(`int64 ${value}`, () => this.#constant('int64', [], new Uint8Array(view.buffer)))
  }

  /** A list of whole numbers. */
  int64s(values: readonly number[]): string {
    const view = new DataView(new ArrayBuffer(8 * values.length))
    for (const [at, value] of values.entries()) view.setBigInt64(8 * at, BigInt(value), true)
    return this.#once(`int64s ${values}`, () =>
      this.#constant('int64', [values.length], new Uint8Array(view.buffer)),
    )
  }

  #once(key: string, make: () => string): string {
    const name = this.#known.get(key) ?? make()
    this.#known.set(key, name)
    return name
  }

  #constant(type: ElementType, shape: readonly number[], bytes: Uint8Array): string {
    const name = this.#fresh(type)
    const dimensions = shape.map((size) => integer(1, size))
    this.#constants.push(
      block(5, [...dimensions, integer(2, elementType[type]), block(8, name), block(9, bytes)]),
    )
    return name
  }

  input(name: string, type: ElementType, columns = 1): void {
    this.#doors.push(block(11, door(name, type, columns)))
  }

  output(name: string, type: ElementType, columns: number): void {
    this.#doors.push(block(12, door(name, type, columns)))
  }

  /** The whole file. @param properties stored beside the graph, as texts */
  file(properties: Readonly<Record<string, string>>): Bytes {
    return joined([
      integer(1, 8), // IR version 8
      block(2, 'leven'),
      block(7, [...this.#nodes, block(2, 'leven'), ...this.#constants, ...this.#doors]),
      block(8, [block(1, ''), integer(2, 17)]),
      block(8, [block(1, 'ai.onnx.ml'), integer(2, 3)]),
      ...Object.entries(properties).map(([key, value]) => block(14, [block(1, key), block(2, value)])),
    ])
  }

  /** A name that no column has: none begins with this. */
  #fresh(what: string): string {
    return `leven/${what}/${this.#names++}`
  }
}

/** A value of rows × columns. */
function door(name: string, type: ElementType, columns: number): readonly Field[] {
  const shape = block(2, [block(1, [block(2, 'rows')]), block(1, [integer(1, columns)])])
  return [block(1, name), block(2, [block(1, [integer(1, elementType[type]), shape])])]
}

function attribute(name: string, value: Attribute): Field {
  const field = (type: number, ...content: readonly Field[]) =>
    block(5, [block(1, name), ...content, integer(20, type)])
  if (typeof value === 'number') return field(2, integer(3, value))
  if (typeof value === 'string') return field(3, block(4, value))
  if (!isList(value)) return field(1, float(2, value.float))
  const texts = value.filter((one) => typeof one === 'string')
  if (texts.length > 0) return field(8, ...texts.map((one) => block(9, one)))
  return field(7, ...value.filter((one) => typeof one === 'number').map((one) => integer(8, one)))
}

function isList(value: Attribute): value is readonly string[] | readonly number[] {
  return Array.isArray(value)
}
