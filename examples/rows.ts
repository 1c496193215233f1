import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fit, load } from '@leven/leven'

// Rows as a program has them: numbers, texts, booleans, dates; null is missing.
const cities = ['Berlin', 'Rome', null]
const rows = Array.from({ length: 300 }, (_, i) => {
  const [age, income] = [20 + ((i * 7) % 50), 18_000 + ((i * 1_117) % 60_000)]
  return { age, income, city: cities[i % 3] ?? null, bought: income + 400 * age > 60_000 }
})

const model = await fit(rows, { target: 'bought', seed: 1 })
const someone = { age: 44, income: 51_000, city: 'Berlin' }
console.log('bought:', model.predict(someone).prediction)

// One file holds the network and its preprocessing. It proves itself when it is loaded.
const file = join(tmpdir(), `bought-${process.pid}.safetensors`)
await writeFile(file, await model.save())
const again = await load(await readFile(file), file)
console.log(
  'the same from its file:',
  again.predict(someone).probability === model.predict(someone).probability,
)

// What is wrong with a row is said, with the column's name.
try {
  again.predict({ age: 44, city: 'Berlin' })
} catch (error) {
  console.log(error instanceof Error ? error.message : error)
}
await model.close()
await again.close()
