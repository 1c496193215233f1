import type { Bytes } from '@leven/core'
/** The few kinds of field that an ONNX file has (protobuf encoding, proto3). Each is the bytes of one field. */
export type Field = Uint8Array

const text = new TextEncoder()

/** Unsigned numbers in groups of 7 bits, the lowest first; negative ones as 64-bit two's complement. */
function varint(value: number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value))
  const bytes: number[] = []
  do {
    const low = Number(rest & 127n)
    rest >>= 7n
    bytes.push(rest > 0n ? low | 128 : low)
  } while (rest > 0n)
  return bytes
}

/** A whole number. */
export function integer(field: number, value: number): Field {
  return Uint8Array.from([...varint(field << 3), ...varint(value)])
}

/** A float32. */
export function float(field: number, value: number): Field {
  const view = new DataView(new ArrayBuffer(4))
  view.setFloat32(0, value, true)
  return joined([Uint8Array.from(varint((field << 3) | 5)), new Uint8Array(view.buffer)])
}

/** Bytes, a text or a message of fields. */
export function block(field: number, content: string | Uint8Array | readonly Field[]): Field {
  const bytes =
    typeof content === 'string'
      ? text.encode(content)
      : content instanceof Uint8Array
        ? content
        : joined(content)
  return joined([Uint8Array.from([...varint((field << 3) | 2), ...varint(bytes.length)]), bytes])
}

/** Fields one after the other: a message. */
export function joined(fields: readonly Field[]): Bytes {
  const whole = new Uint8Array(fields.reduce((length, one) => length + one.length, 0))
  let at = 0
  for (const one of fields) {
    whole.set(one, at)
    at += one.length
  }
  return whole
}
