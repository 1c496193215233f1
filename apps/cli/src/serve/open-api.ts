import type { FeatureColumn, TargetColumn } from '@leven/tabular'
import type { ServedModels } from './models.ts'

/** A part of the document: plain JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** The service in OpenAPI 3.1: for each model a path with the schema of its rows and predictions. */
export async function openApi(models: ServedModels, version: string): Promise<Record<string, Json>> {
  const paths: Record<string, Json> = {}
  for (const name of models.names) {
    const { features, target } = await models.using(name, ({ model }) => model.encoder)
    const row = rowSchema(features)
    const prediction = predictionSchema(target)
    const or = (schema: Json): Json => ({ oneOf: [schema, { type: 'array', items: schema }] })
    paths[`/v1/models/${encodeURIComponent(name)}/predict`] = {
      post: {
        operationId: `predict ${name}`,
        requestBody: {
          required: true,
          content: { 'application/json': { schema: or(row) }, 'application/x-ndjson': { schema: row } },
        },
        responses: {
          200: {
            description: 'A prediction for each row, in their order.',
            content: {
              'application/json': { schema: or(prediction) },
              'application/x-ndjson': { schema: prediction },
            },
          },
          400: { description: 'A row that cannot be used; the error names its column.' },
          413: { description: 'A body that is too large.' },
        },
      },
    }
  }
  return { openapi: '3.1.0', info: { title: 'Leven', version }, paths }
}

function rowSchema(features: readonly FeatureColumn[]): Json {
  const properties = Object.fromEntries(features.map((feature) => [feature.name, cellSchema(feature)]))
  return { type: 'object', required: features.map(({ name }) => name), properties }
}

function cellSchema(feature: FeatureColumn): Json {
  switch (feature.kind) {
    case 'number':
      return { type: ['number', 'string', 'null'] }
    case 'category':
      return { type: ['string', 'number', 'boolean', 'null'], examples: feature.levels.slice(0, 20) }
    case 'date':
      return { type: ['string', 'null'], description: 'a date or time' }
    default:
      return feature satisfies never
  }
}

function predictionSchema(target: TargetColumn): Json {
  const notes: Json = { type: 'array', items: { type: 'string' } }
  if (target.task === 'regression') {
    return { type: 'object', properties: { prediction: { type: 'number' }, notes } }
  }
  const probability: Json = { type: 'number', minimum: 0, maximum: 1 }
  return {
    type: 'object',
    properties: { prediction: { examples: [...target.labels] }, probability, notes },
  }
}
