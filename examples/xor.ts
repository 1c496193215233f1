import { fit } from '@leven/leven'

const rows = [0, 1, 2, 3].map((i) => ({ a: i & 1, b: i >> 1, odd: i === 1 || i === 2 }))
const model = await fit(rows, { target: 'odd', members: 1, validation: 0, epochs: 500 })
console.log(rows.map((row) => model.predict(row).prediction).join(' '))
