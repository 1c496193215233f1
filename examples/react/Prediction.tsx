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

function Slider(props: {
  readonly name: string
  readonly ends: readonly [number, number]
  readonly value: number
  readonly onChange: (value: number) => void
}): ReactElement {
  const { name, ends, value, onChange } = props
  const [min, max] = ends
  return (
    <label>
      {name}
      <input
        type="range"
        min={min}
        max={max}
        step="0.1"
        value={value}
        onChange={(e) => onChange(+e.target.value)}
      />
    </label>
  )
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
      <Slider name="petal length" ends={[1, 7]} value={length} onChange={setLength} />
      <Slider name="petal width" ends={[0, 2.5]} value={width} onChange={setWidth} />
      <output>{String(prediction)}</output>
    </main>
  )
}
