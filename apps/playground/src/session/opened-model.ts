import type { Activation } from '@leven/core'
import type { Model } from '@leven/model'
import type { Settings } from '../settings/settings.ts'

/** A model that the page can show and go on from. */
export interface OpenedModel extends Pick<Model, 'network' | 'parameters' | 'encoder'> {
  readonly hidden: readonly number[]
  /** Of all hidden layers. */
  readonly activation: Activation
  /** What its training record says of the page's settings. */
  readonly settings: Partial<Settings>
  /** The link of the page that wrote it; undefined in a file from elsewhere. */
  readonly link: string | undefined
  /** What the page does otherwise than the command that made it; '' for nothing. */
  readonly note: string
}
