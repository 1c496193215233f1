// What a page does that trains as `leven train` does by default: bundled and served by the tests.
import { openCpuBackend } from '@leven/backend-cpu'
import { parametersSha256, trainModel } from '@leven/model'
import Papa from 'papaparse'

declare global {
  interface Window {
    /** Trains on the table at `address`; resolves to the sha256 of the parameters. */
    trainByDefault: (address: string, target: string) => Promise<string>
  }
}

window.trainByDefault = async (address, target) => {
  const text = await (await fetch(address)).text()
  const [names = [], ...rows] = Papa.parse<string[]>(text, { skipEmptyLines: true }).data
  const columns = names.map((name, at) => ({ name, cells: rows.map((row) => row[at] ?? null) }))
  const on = await openCpuBackend()
  const { model } = await trainModel(on, { source: address, rows: rows.length, columns }, { target })
  await on.close()
  return parametersSha256(model.parameters)
}
