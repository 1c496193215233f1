import { type FittedModel, load } from '@leven/leven'
import { type ReactElement, useEffect, useState } from 'react'

/** The model at an address, once it is there and has proved itself. */
function useModel(address: string): FittedModel | undefined {
  const [model, setModel] = useState<FittedModel>()
  useEffect(() => {
    let [wanted, opened]: [boolean, FittedModel | undefined] = [true, undefined]
    const fetchIt = async () => {
      const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer())
      opened = await load(bytes, address)
      if (wanted) setModel(opened)
      else await opened.close()
    }
    void fetchIt()
    return () => {
      wanted = false
      setModel(undefined)
      void opened?.close()
    }
  }, [address])
  return model
}

/** Sliders for two numbers of an iris, and what the model says of it at once. */
export function Prediction({ address }: { readonly address: string }): ReactElement {
  const model = useModel(address)
  const [length, setLength] = useState(1.4)
  const [width, setWidth] = useState(0.2)
  if (!model) return <p>The model is loading.</p>
  const row = { sepal_length: null, sepal_width: null, petal_length: length, petal_width: width }
  const { prediction } = model.predict(row)
  return (
    <main>
      <label>
        petal length
        <input
          type="range"
          min="1"
          max="7"
          step="0.1"
          value={length}
          onChange={(e) => setLength(+e.target.value)}
        />
      </label>
      <label>
        petal width
        <input
          type="range"
          min="0"
          max="2.5"
          step="0.1"
          value={width}
          onChange={(e) => setWidth(+e.target.value)}
        />
      </label>
      <output>{String(prediction)}</output>
    </main>
  )
}
