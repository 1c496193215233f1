// deno run --allow-read --allow-env --allow-sys deno.ts, beside a package.json that names @leven/leven.
import { fit } from '@leven/leven'

const rows = Array.from({ length: 200 }, (_, i) => ({
  when: new Date(Date.UTC(2026, 0, 1 + (i % 60))),
  celsius: (i * 7) % 30,
  warm: (i * 7) % 30 > 15,
}))
const model = await fit(rows, { target: 'warm', members: 1 })
const told = model.predict({ when: new Date(Date.UTC(2026, 5, 1)), celsius: 25 })
console.log('warm:', told.prediction)
await model.close()
