import { BackendUnavailableError } from '@leven/core'
import { wasmHex } from './generated/kernels.ts'

/** An address in WebAssembly memory, in bytes; 0 stands for an operand that is not given. */
export type Address = number

/** The kernels of assembly/kernels.ts. Sizes are in elements; n, k and m as in the port. */
export interface Kernels {
  /** Where tensors may begin. */
  readonly HEAP_START: WebAssembly.Global
  /** Where `gather` expects column numbers, and how many fit. */
  readonly INDICES: WebAssembly.Global
  readonly INDEX_CAPACITY: WebAssembly.Global
  /** Where `run` expects instructions, and how many bytes of them fit. */
  readonly PROGRAM: WebAssembly.Global
  readonly PROGRAM_CAPACITY: WebAssembly.Global
  dense(A: Address, W: Address, X: Address, b: Address, n: number, k: number, m: number, g: number): void
  output(T: Address, Z: Address, n: number, m: number, kind: number): void
  cost(J: Address, Z: Address, Y: Address, s: Address, n: number, m: number, kind: number): void
  residual(dZ: Address, T: Address, Y: Address, s: Address, n: number, m: number): void
  /** dW of columns `begin` to `end`, and db where `begin` is 0; a part only where n is above 7. */
  gradients(
    dW: Address,
    db: Address,
    dZ: Address,
    A: Address,
    n: number,
    k: number,
    m: number,
    begin: number,
    end: number,
  ): void
  backpropagate(
    dZ1: Address,
    W2: Address,
    dZ2: Address,
    A1: Address,
    n: number,
    k: number,
    m: number,
    g: number,
  ): void
  gather(to: Address, from: Address, rows: number, columns: number, count: number): number
  gradientDescent(P: Address, dP: Address, count: number, rate: number, l2: number): void
  momentum(P: Address, dP: Address, v: Address, count: number, rate: number, l2: number, mu: number): void
  adam(
    P: Address,
    dP: Address,
    m: Address,
    v: Address,
    count: number,
    rate: number,
    l2: number,
    beta1: number,
    gain1: number,
    beta2: number,
    gain2: number,
    epsilon: number,
    correction1: number,
    correction2: number,
  ): void
  /** Does the instructions from one address to another. */
  run(from: Address, end: Address): void
  mapExp(to: Address, from: Address, count: number): void
  mapLog(to: Address, from: Address, count: number): void
  mapTanh(to: Address, from: Address, count: number): void
  mapSigmoid(to: Address, from: Address, count: number): void
}

/** A module of one function that makes a vector and drops it: valid only where SIMD is. */
const simdProbe: Uint8Array<ArrayBuffer> = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0], // \0asm, version 1
  ...[1, 4, 1, 96, 0, 0], // type: () → ()
  ...[3, 2, 1, 0], // one function of that type
  ...[10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11], // i32.const 0, i8x16.splat, drop
)

let compiled: Promise<WebAssembly.Module> | undefined
let source = (): Promise<WebAssembly.Module> => WebAssembly.compile(bytes())

/** Takes kernels that were compiled elsewhere, for hosts that compile nothing while they run. */
export function useCompiled(module: WebAssembly.Module): void {
  source = () => Promise.resolve(module)
}

/** Compiles the kernels once for all backends, asynchronously: browsers refuse large synchronous compilation. */
function compile(): Promise<WebAssembly.Module> {
  compiled ??= source()
  return compiled
}

/** The same kernels for a memory that threads share: all that differs is the flag of the memory's import. */
export function compileShared(): Promise<WebAssembly.Module> {
  const shared = bytes()
  const memoryImport = [3, ...ascii('env'), 6, ...ascii('memory'), 2, 1]
  const at = shared.findIndex((_, i) => memoryImport.every((byte, j) => shared[i + j] === byte))
  shared[at + memoryImport.length - 1] = 3
  return WebAssembly.compile(shared)
}

function bytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: wasmHex.length / 2 }, (_, i) =>
    Number.parseInt(wasmHex.slice(2 * i, 2 * i + 2), 16),
  )
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0))
}

/** Where the scratch of the first thread begins; below it the compiler keeps its own. */
export const FIRST_SCRATCH = 65536

/** What the module imports. */
export function imports(memory: WebAssembly.Memory, scratch: Address): WebAssembly.Imports {
  return { env: { memory }, layout: { SCRATCH: scratch } }
}

/**
 * The kernels on a memory of their own.
 * @throws BackendUnavailableError where WebAssembly or its SIMD is missing or forbidden.
 */
export async function instantiate(
  memory: () => WebAssembly.Memory,
  module: () => Promise<WebAssembly.Module> = compile,
): Promise<[Kernels, WebAssembly.Memory]> {
  if (typeof WebAssembly === 'undefined') {
    throw new BackendUnavailableError(
      'cpu',
      'The cpu backend needs WebAssembly, which this environment does not have.',
      'Use Node 20.19 or newer without --jitless, or a browser from 2023 or newer; or choose another backend.',
    )
  }
  if (!WebAssembly.validate(simdProbe)) {
    throw new BackendUnavailableError(
      'cpu',
      'The cpu backend needs WebAssembly SIMD, which this environment does not have.',
      'Use Node 20.19 or newer, or a browser from 2023 or newer, on a processor with SSE4.1 or NEON; or choose another backend.',
    )
  }
  try {
    const own = memory()
    const instance = await WebAssembly.instantiate(await module(), imports(own, FIRST_SCRATCH))
    // The one unchecked cast: the module is built from assembly/kernels.ts, whose exports these are.
    return [instance.exports as unknown as Kernels, own]
  } catch (cause) {
    compiled = undefined
    if (cause instanceof RangeError) throw noAddresses(cause)
    throw new BackendUnavailableError(
      'cpu',
      `The cpu backend could not start its WebAssembly module: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "In a page with a Content-Security-Policy, allow 'wasm-unsafe-eval' in script-src.",
      { cause },
    )
  }
}

/** The engine reserves addresses for all that a memory may grow to, and more for its checks; it uses none of them yet. */
function noAddresses(cause: RangeError): BackendUnavailableError {
  return new BackendUnavailableError(
    'cpu',
    `The cpu backend cannot reserve the address space of its WebAssembly memory, up to 10 GiB for each thread that trains: ${cause.message}.`,
    'Lift the limit on address space (ulimit -v, or that of the container), use fewer --workers, or choose --backend reference, which needs none.',
    { cause },
  )
}
