import { computed } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import { Panel } from '../../controls/fields.tsx'
import { Icon } from '../../controls/Icon.tsx'
import { StayingButton } from '../../controls/StayingButton.tsx'
import { unitName } from '../../controls/unit-names.ts'
import { useWidth } from '../../controls/use-width.ts'
import { useWhenTouched } from '../../controls/when-near.ts'
import { fits } from '../../data/problem.ts'
import { change, frame, problem, settings } from '../../session/session.ts'
import { most } from '../../settings/settings.ts'
import { isShown } from '../../settings/view.ts'
import { networkTexts } from '../../texts/network.ts'
import { drawnUnits, layOut, namesFit } from './diagram-layout.ts'
import type { GripsProps } from './editing/LinkGrips.tsx'
import { Links } from './Links.tsx'
import { Unit } from './Unit.tsx'
import { UnitPictures } from './UnitPictures.tsx'

/** The network: what each unit says about the plane, and every weight. */
export function NetworkPanel() {
  return (
    <Panel title={networkTexts().title} name="network" aside={isShown('size') && <LayerCount />}>
      <DiagramPlace />
    </Panel>
  )
}

/** The diagram, and what changes its numbers, which is fetched once anything is done. */
function DiagramPlace() {
  const place = useRef<HTMLDivElement>(null)
  const editing = useWhenTouched(place, () => import('./editing/editing.ts'))
  return (
    <div ref={place}>
      <Diagram Grips={editing?.LinkGrips} />
      <DiagramKey />
      {editing ? <editing.Editors /> : <p class="hint">{networkTexts().hint}</p>}
    </div>
  )
}

/** All of a run that the diagram's elements depend on, as a text that changes when they do. */
const structure = computed(() => {
  const now = frame.value
  return now ? [now.generation, now.network.sizes.join('-'), ...now.health.flat()].join(' ') : ''
})

function LayerCount() {
  const t = networkTexts()
  const { hidden } = settings.value
  return (
    <fieldset class="counter">
      <legend>{t.hiddenLayers(hidden.length)}</legend>
      <StayingButton
        aria-label={t.removeLayer}
        idle={hidden.length === 0}
        onPress={() => change({ hidden: hidden.slice(0, -1) })}
      >
        <Icon name="minus" />
      </StayingButton>
      <StayingButton
        aria-label={t.addLayer}
        idle={hidden.length === most.layers}
        onPress={() => change({ hidden: [...hidden, 2] })}
      >
        <Icon name="plus" />
      </StayingButton>
    </fieldset>
  )
}

/** A rem, as a share of the usual one. */
function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
}

function Diagram({ Grips }: { readonly Grips: ComponentType<GripsProps> | undefined }) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const { value: about } = problem
  structure.value
  const newest = frame.peek()
  const now = newest && fits(about, newest.network.sizes) ? newest : undefined
  const sizes = now?.network.sizes
  const gap = namesFit(about.features, sizes ? width / sizes.length : 0) ? 9 : 18 * rem()
  const layout = useMemo(() => {
    const { across, up } = about.plane
    return sizes && width > 0 ? layOut(drawnUnits(sizes, [across.input, up.input]), width, gap) : undefined
  }, [sizes?.join('-'), about.plane, width, gap])
  return (
    <div class="diagram" ref={box}>
      {sizes && layout && now && (
        <>
          <ol class="columns" style={{ '--columns': String(sizes.length) }}>
            {sizes.map((size, layer) => (
              // A layer is its place.
              <li key={layer}>
                <ColumnHead
                  layer={layer}
                  size={size}
                  drawn={layout.layers[layer]?.length ?? size}
                  last={sizes.length - 1}
                  narrow={layout.column < 84}
                />
              </li>
            ))}
          </ol>
          <div class="units" style={{ height: `${layout.height}px` }}>
            <UnitPictures layout={layout} />
            <Links layout={layout} />
            {Grips && <Grips layout={layout} network={now.network} />}
            {layout.layers.flatMap((units, layer) =>
              units.map((unit) => (
                // Plain values: only a unit that has changed is drawn again.
                <Unit
                  key={`${layer}-${unit}`}
                  layer={layer}
                  unit={unit}
                  name={unitName(now.network, about, { layer, unit })}
                  health={now.health[layer - 1]?.[unit] ?? 'well'}
                  last={layer === sizes.length - 1}
                  layout={layout}
                />
              )),
            )}
          </div>
        </>
      )}
    </div>
  )
}

function ColumnHead(props: {
  readonly layer: number
  readonly size: number
  /** How many of them are drawn. */
  readonly drawn: number
  readonly last: number
  readonly narrow: boolean
}) {
  const { layer, size, drawn, last, narrow } = props
  const { hidden } = settings.value
  const t = networkTexts()
  const counted = (what: string) => (drawn < size ? t.someOf(drawn, size, what) : what)
  if (layer === 0) {
    return <span class="column-name">{counted(narrow ? t.inputsShort : t.inputs)}</span>
  }
  if (layer === last) {
    return (
      <span class="column-name">{counted(narrow ? t.outputShort : size > 1 ? t.outputs : t.output)}</span>
    )
  }
  if (!isShown('size')) return <span class="column-name">{size}</span>
  // Of the settings, not of what is drawn: a second press may come before the run has answered the first.
  const units = hidden[layer - 1] ?? size
  const resize = (by: number) =>
    change({ hidden: hidden.map((count, place) => (place === layer - 1 ? count + by : count)) })
  return (
    <fieldset class={narrow ? 'resize narrow' : 'resize'}>
      <legend class="unseen">{t.layerSize(layer, units)}</legend>
      <StayingButton aria-label={t.removeUnit(layer)} idle={units === 1} onPress={() => resize(-1)}>
        <Icon name="minus" />
      </StayingButton>
      <span aria-hidden="true">{units}</span>
      <StayingButton aria-label={t.addUnit(layer)} idle={units >= most.units} onPress={() => resize(1)}>
        <Icon name="plus" />
      </StayingButton>
    </fieldset>
  )
}

function DiagramKey() {
  const t = networkTexts()
  const health = structure.value.split(' ')
  return (
    <ul class="key">
      <li>
        <svg viewBox="0 0 32 8" aria-hidden="true">
          <path class="link positive" d="M0 4H32" stroke-width="3" />
        </svg>
        {t.positive}
      </li>
      <li>
        <svg viewBox="0 0 32 8" aria-hidden="true">
          <path class="link negative" d="M0 4H32" stroke-width="3" />
        </svg>
        {t.negative}
      </li>
      {health.includes('dead') && (
        <li>
          <span class="badge" aria-hidden="true">
            ×
          </span>
          {t.deadKey}
        </li>
      )}
      {health.includes('saturated') && (
        <li>
          <span class="badge" aria-hidden="true">
            =
          </span>
          {t.saturatedKey}
        </li>
      )}
    </ul>
  )
}
