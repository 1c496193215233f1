import { type Backend, type Instances, isSource, markOf, type Values } from '@leven/core'
import type { MembersPlan } from '../members/plan.ts'
import type { PreparedMembers } from '../members/prepare-members.ts'
import { canonicalJson } from '../parse-json.ts'
import type { Part, Prepared } from '../prepare.ts'
import type { Recipe } from '../recipe.ts'
import type { CheckpointOrigin } from './checkpoint.ts'

/** What a training of members is of. */
export function originOfMembers(
  on: Backend,
  { encoder, all, splits }: PreparedMembers,
  plan: MembersPlan,
): CheckpointOrigin {
  const strengths = plan.candidates.map(({ l2 }) => l2(all.standFor)) // functions have no JSON
  return {
    backend: on.info.name,
    data: markOf([
      canonicalJson(encoder),
      ...marked(all),
      ...splits.flatMap(({ training, validation }) => [training, validation]),
    ]),
    recipe: markOf([canonicalJson({ ...plan, strengths })]),
  }
}

/** What a training of a single network is of. */
export function originOfSingle(
  on: Backend,
  {
    encoder,
    training,
    validation,
  }: Pick<Prepared<Instances>, 'encoder' | 'training'> & {
    readonly validation?: Part<Instances> | undefined
  },
  recipe: Recipe,
): CheckpointOrigin {
  const strength = recipe.l2(training.standFor)
  return {
    backend: on.info.name,
    data: markOf([canonicalJson(encoder), ...marked(training), ...(validation ? marked(validation) : [])]),
    recipe: markOf([canonicalJson({ ...recipe, strength })]),
  }
}

/** What the n-th training at lower rates is of: of the rate that was asked for, too. */
export function atRetry(origin: CheckpointOrigin, askedRate: number, retry: number): CheckpointOrigin {
  return retry === 0 ? origin : { ...origin, recipe: markOf([origin.recipe, String(askedRate)]) }
}

function marked({ weighted, rowWeights }: Part<Instances>): readonly (Values | string)[] {
  const numbers = isSource(weighted) ? [weighted.mark] : [weighted.X, weighted.Y]
  return [...numbers, weighted.sampleWeights ?? 'unweighted', rowWeights ?? 'unweighted']
}
