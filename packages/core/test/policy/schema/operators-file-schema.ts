import { policyShape } from '../../../src/policy/check/policy-shape.js'
import { documentedType } from './documented.js'
import { type JsonSchema, schemaOf, strategyStepSchema } from './schema-of.js'

const environmentVariable = {
  type: 'object',
  description: 'Where a secret is. The file names secrets and holds none.',
  properties: {
    env: {
      type: 'string',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      description: 'The environment variable that holds the secret.',
    },
  },
  required: ['env'],
  additionalProperties: false,
}

const upstream = {
  type: 'object',
  description: 'Where one provider of the policy is.',
  properties: {
    baseUrl: {
      type: 'string',
      pattern: '^https?://[^?#@]+$',
      description: 'What comes before `/chat/completions` and the like.',
    },
    credentials: {
      type: 'object',
      description: 'The secret of each credential that the policy names; `default` where it names none.',
      additionalProperties: environmentVariable,
    },
  },
  required: ['baseUrl', 'credentials'],
  additionalProperties: false,
}

/** The schema of an operator's file, for editors: `{ policy, upstreams }`. */
export function operatorsFileSchema(): JsonSchema {
  const policy = schemaOf(policyShape, documentedType('packages/core/src/policy/policy-input.ts', 'PolicyInput'))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: "The operator's file",
    description: 'What the operator wants of the router, and where the upstreams are. It holds no secret.',
    type: 'object',
    properties: {
      policy: withStrategies(policy),
      upstreams: {
        type: 'object',
        description: 'Where each provider of the policy is, and which environment variables hold its secrets.',
        additionalProperties: upstream,
      },
    },
    required: ['policy', 'upstreams'],
    additionalProperties: false,
    $defs: { strategyStep: strategyStepSchema() },
  }
}

/** The check of a strategy knows no names, because programs add their own; an editor should offer the built-in ones. */
function withStrategies(policy: JsonSchema): JsonSchema {
  const step = { $ref: '#/$defs/strategyStep' }
  return JSON.parse(
    JSON.stringify(policy, (key, value: JsonSchema) =>
      key !== 'strategy' ? value : { ...value, anyOf: [{ type: 'array', items: step }, step] },
    ),
  ) as JsonSchema
}
