import type { Backend, Tensor, Values } from './backend.ts'
import { HandleError, ShapeError } from './errors.ts'

/**
 * The same backend, verified: shapes, lengths, an output that is also an input, freed and foreign
 * handles, indices out of range, operations after `close`. For tests and development; the backend
 * itself need not repeat these checks.
 *
 * @throws ShapeError, HandleError from the operation that is given wrong operands.
 * @example
 * const on = checked(await openReference())
 * on.dense(A, W, X, b, 'relu') // ShapeError: dense: W is 4×3 but X has 2 rows; they must equal W's columns
 */
export function checked(backend: Backend): Backend {
  const live = new Set<Tensor>()
  const freed = new WeakSet<Tensor>()
  let closed = false

  const size = (t: Tensor) => `${t.rows}×${t.columns}`

  function own(operation: string, tensors: Record<string, Tensor>): void {
    if (closed) throw new HandleError(`${operation}: the backend ${backend.info.name} is closed.`)
    for (const [name, tensor] of Object.entries(tensors)) {
      if (live.has(tensor)) continue
      const fate = freed.has(tensor) ? 'was freed' : 'belongs to another backend'
      throw new HandleError(`${operation}: ${name} (${size(tensor)}) ${fate}.`)
    }
  }

  function apart(operation: string, outputs: Record<string, Tensor>, inputs: Record<string, Tensor>): void {
    const seen = new Map<Tensor, string>(Object.entries(inputs).map(([name, tensor]) => [tensor, name]))
    for (const [name, tensor] of Object.entries(outputs)) {
      const other = seen.get(tensor)
      if (other)
        throw new ShapeError(
          `${operation}: ${name} and ${other} are the same tensor.`,
          'Give each output a tensor of its own.',
        )
      seen.set(tensor, name)
    }
  }

  function shape(
    operation: string,
    name: string,
    tensor: Tensor,
    rows: number,
    columns: number,
    why: string,
  ): void {
    if (tensor.rows === rows && tensor.columns === columns) return
    throw new ShapeError(`${operation}: ${name} is ${size(tensor)} but must be ${rows}×${columns}, ${why}.`)
  }

  function inner(operation: string, left: string, W: Tensor, right: string, X: Tensor): void {
    if (W.columns === X.rows) return
    throw new ShapeError(
      `${operation}: ${left} is ${size(W)} but ${right} has ${X.rows} rows; they must equal ${left}'s columns.`,
    )
  }

  function dimensions(rows: number, columns: number): void {
    const whole = (n: number) => Number.isSafeInteger(n) && n > 0
    if (whole(rows) && whole(columns)) return
    throw new ShapeError(`tensor: ${rows}×${columns} is no size; rows and columns must be positive integers.`)
  }

  function length(operation: string, values: Values, tensor: Tensor): void {
    if (values.length === tensor.rows * tensor.columns) return
    throw new ShapeError(
      `${operation}: ${values.length} values do not fill ${size(tensor)}, which takes ${tensor.rows * tensor.columns}.`,
    )
  }

  return {
    get info() {
      return backend.info
    },

    tensor(rows, columns, values) {
      own('tensor', {})
      dimensions(rows, columns)
      if (values) length('tensor', values, { rows, columns })
      const made = backend.tensor(rows, columns, values)
      live.add(made)
      return made
    },
    write(to, values) {
      own('write', { to })
      length('write', values, to)
      backend.write(to, values)
    },
    gather(to, from, columns) {
      own('gather', { to, from })
      apart('gather', { to }, { from })
      shape('gather', 'to', to, from.rows, columns.length, 'the rows of from and one column for each index')
      const outside = columns.findIndex((column) => column < 0 || column >= from.columns)
      if (outside >= 0) {
        throw new ShapeError(
          `gather: index ${columns[outside]} at place ${outside} is outside from, which has ${from.columns} columns.`,
        )
      }
      backend.gather(to, from, columns)
    },
    async read(from) {
      own('read', { from })
      return backend.read(from)
    },
    free(tensor) {
      own('free', { tensor })
      backend.free(tensor)
      live.delete(tensor)
      freed.add(tensor)
    },
    liveBytes: () => backend.liveBytes(),
    async close() {
      own('close', {})
      closed = true
      for (const tensor of live) freed.add(tensor)
      live.clear()
      await backend.close()
    },

    dense(A, W, X, b, g) {
      own('dense', { A, W, X, b })
      apart('dense', { A }, { W, X, b })
      inner('dense', 'W', W, 'X', X)
      shape('dense', 'b', b, W.rows, 1, "a column as long as W's")
      shape('dense', 'A', A, W.rows, X.columns, "W's rows by X's columns")
      backend.dense(A, W, X, b, g)
    },
    output(T, Z, kind) {
      own('output', { T, Z })
      apart('output', { T }, { Z })
      shape('output', 'T', T, Z.rows, Z.columns, 'the shape of Z')
      backend.output(T, Z, kind)
    },
    cost(J, Z, Y, kind, s) {
      own('cost', { J, Z, Y, ...(s && { s }) })
      apart('cost', { J }, { Z, Y, ...(s && { s }) })
      shape('cost', 'J', J, 1, 1, 'one number')
      shape('cost', 'Y', Y, Z.rows, Z.columns, 'the shape of Z')
      if (s) shape('cost', 's', s, 1, Z.columns, 'one weight for each instance')
      backend.cost(J, Z, Y, kind, s)
    },
    residual(dZ, T, Y, s) {
      own('residual', { dZ, T, Y, ...(s && { s }) })
      apart('residual', { dZ }, { T, Y, ...(s && { s }) })
      shape('residual', 'Y', Y, T.rows, T.columns, 'the shape of T')
      shape('residual', 'dZ', dZ, T.rows, T.columns, 'the shape of T')
      if (s) shape('residual', 's', s, 1, T.columns, 'one weight for each instance')
      backend.residual(dZ, T, Y, s)
    },
    gradients(dW, db, dZ, A) {
      own('gradients', { dW, db, dZ, A })
      apart('gradients', { dW, db }, { dZ, A })
      shape('gradients', 'A', A, A.rows, dZ.columns, 'one column for each instance of dZ')
      shape('gradients', 'dW', dW, dZ.rows, A.rows, "dZ's rows by A's rows")
      shape('gradients', 'db', db, dZ.rows, 1, "a column as long as dZ's")
      backend.gradients(dW, db, dZ, A)
    },
    backpropagate(dZ1, W2, dZ2, A1, g) {
      own('backpropagate', { dZ1, W2, dZ2, A1 })
      apart('backpropagate', { dZ1 }, { W2, dZ2, A1 })
      shape('backpropagate', 'dZ2', dZ2, W2.rows, dZ2.columns, 'as many rows as W2')
      shape('backpropagate', 'A1', A1, W2.columns, dZ2.columns, "W2's columns by dZ2's columns")
      shape('backpropagate', 'dZ1', dZ1, W2.columns, dZ2.columns, "W2's columns by dZ2's columns")
      backend.backpropagate(dZ1, W2, dZ2, A1, g)
    },
    update(P, dP, moments, rule) {
      const named = Object.fromEntries(moments.map((moment, i) => [`moment ${i + 1}`, moment]))
      own('update', { P, dP, ...named })
      apart('update', { P, ...named }, { dP })
      const wanted = { gradientDescent: 0, momentum: 1, adam: 2 }[rule.kind]
      if (moments.length !== wanted) {
        throw new ShapeError(`update: ${rule.kind} takes ${wanted} moments but is given ${moments.length}.`)
      }
      for (const [name, tensor] of Object.entries({ dP, ...named })) {
        shape('update', name, tensor, P.rows, P.columns, 'the shape of P')
      }
      backend.update(P, dP, moments, rule)
    },
  }
}
