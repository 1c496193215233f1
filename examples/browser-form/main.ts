// A form from the model's own columns. `leven train iris.csv --target species` makes the file that it reads.
import { isLevenError, load } from '@leven/leven'

const response = await fetch('./model.safetensors')
const model = await load(new Uint8Array(await response.arrayBuffer()), 'model.safetensors')
const form = document.querySelector('form')
const status = document.querySelector('[role=status]')
if (!form || !status) throw new Error('The page has no form.')

const { features } = model.model.encoder
for (const { name } of features) {
  const label = document.createElement('label')
  const input = Object.assign(document.createElement('input'), { name })
  label.append(name, ' ', input)
  form.append(label, document.createElement('br'))
}
form.addEventListener('input', () => {
  const cells = Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [name, value === '' ? null : String(value)]),
  )
  try {
    const { prediction, probability = 1 } = model.predict(cells)
    status.textContent = `${prediction} (${(100 * probability).toFixed(0)} %)`
  } catch (error) {
    if (!isLevenError(error)) throw error
    status.textContent = error.message
  }
})
