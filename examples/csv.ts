import { readFile } from 'node:fs/promises'
import { fit } from '@leven/leven'
import Papa from 'papaparse'

// Cells stay text: Leven decides what a column is, as it does for files, and says what it saw.
const file = new URL('penguins.csv', import.meta.url)
const { data } = Papa.parse<Record<string, string>>(await readFile(file, 'utf8'), {
  header: true,
  skipEmptyLines: true,
})
const [judged, learnt] = [data.filter((_, i) => i % 5 === 0), data.filter((_, i) => i % 5 !== 0)]

const model = await fit(learnt, { target: 'species', members: 1 })
const metrics = await model.evaluate(judged)
const accuracy = 'accuracy' in metrics ? metrics.accuracy : 0
console.log(`${learnt.length} rows learnt, ${judged.length} judged, accuracy above 0.9:`, accuracy > 0.9)
await model.close()
