export { type Baselines, type BaselinesWatch, trainBaselines } from './baselines.ts'
export { checkTrainOptions, optionNames, recipeOptionsOf } from './check-options.ts'
export type { CheckpointOrigin, Position, TrainingCheckpoint } from './checkpoint/checkpoint.ts'
export {
  loadCheckpoint,
  loadState,
  type SavedCheckpoint,
  saveCheckpoint,
  saveState,
} from './checkpoint/state-file.ts'
export { createModel, type ModelParts } from './create-model.ts'
export {
  type CrossValidated,
  type CrossValidateOptions,
  crossValidate,
  type Estimate,
  type NamedRecipe,
  namedRecipes,
} from './cross-validate.ts'
export {
  type Defaults,
  defaults,
  logisticRegression,
  mostEpochs,
  notes,
  type OptimizerName,
} from './defaults.ts'
export { describe, type LayerDescription, type ModelDescription } from './describe.ts'
export { type Contributions, contributions } from './explain/contributions.ts'
export { type DependencePoint, partialDependence } from './explain/dependence.ts'
export { type Flip, smallestFlip } from './explain/flip.ts'
export {
  type ColumnImportance,
  type Explained,
  permutationImportance,
  unseenImportance,
} from './explain/importance.ts'
export { type Outcome, outcomeOf } from './explain/outcome.ts'
export { sampleRows } from './explain/sample-rows.ts'
export { explained } from './explained.ts'
export { type Fit, fit, type SinglePosition, startRun, type Watch } from './fit.ts'
export { forwardErrors } from './golden-tolerance.ts'
export type { FailedRate } from './lower-rates.ts'
export { measure, measureMajority } from './measure.ts'
export { type MeasuredPiece, type Measurement, measurePieces } from './measure-pieces.ts'
export type { CrossFitPosition } from './members/cross-fit.ts'
export type { Candidate, CandidateName, MembersPlan } from './members/plan.ts'
export { settlePlan } from './members/plan.ts'
export {
  type MemberPosition,
  type MemberWork,
  type OpenTeam,
  type Team,
  type TeamWork,
  teamOn,
} from './members/team.ts'
export type { MembersPosition, MembersProgress, MembersWatch } from './members/train-members.ts'
export type {
  CurvePoint,
  Golden,
  MembersRecord,
  Model,
  OptionValue,
  StoredLayer,
  TrainingRecord,
} from './model.ts'
export { isModelError, ModelError } from './model-error.ts'
export { loadModel, saveModel } from './model-file.ts'
export type { TrainedModel, TrainWatch } from './one-training.ts'
export { predictTable, type TablePredictions } from './predict-table.ts'
export { type Part, type Prepared, prepare } from './prepare.ts'
export { optimizerOf, type Recipe, type RecipeOptions, recipeOf, recordOf, settleRecipe } from './recipe.ts'
export type { OpenRowFile, RowFile } from './row-file.ts'
export { parametersSha256 } from './stored-tensors.ts'
export { trainModel } from './train-model.ts'
export type { UnseenRows } from './unseen-rows.ts'
export { noMembers } from './with-prepared.ts'
