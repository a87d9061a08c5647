import {
  type AliasName,
  type BlamedScope,
  type CredentialId,
  type Dialect,
  type Evidence,
  type Instant,
  type Json,
  type Milliseconds,
  type NetworkCause,
  type NetworkReply,
  type Operation,
  type ProviderId,
  type Reply,
  type RouteRequest,
  replyCap,
  type Scope,
  type ScopeName,
  type ScopeNames,
  type Target,
  type TargetId,
  type TimeoutPhase,
  targetId,
  type Usage,
} from '@router/core'
import { expectTypeOf } from 'vitest'

// An id reads as a string, and no string is taken for an id.
expectTypeOf<TargetId>().toExtend<string>()
expectTypeOf(targetId('openai', 'key-1', 'gpt-4o')).toEqualTypeOf<TargetId>()
// @ts-expect-error a plain string names no target
const plain: TargetId = 'openai/key-1/gpt-4o'
// @ts-expect-error nor does it name a scope
const scope: ScopeName = 'provider:openai'
export const plainStrings: readonly string[] = [plain, scope]

// One kind of name is not taken for another.
expectTypeOf<ProviderId>().not.toExtend<CredentialId>()
expectTypeOf<CredentialId>().not.toExtend<ProviderId>()
expectTypeOf<AliasName>().not.toExtend<TargetId>()
expectTypeOf<TargetId>().not.toExtend<ScopeName>()
expectTypeOf<Target['id']>().toEqualTypeOf<TargetId>()
expectTypeOf<Target['provider']>().toEqualTypeOf<ProviderId>()
expectTypeOf<Target['credential']>().toEqualTypeOf<CredentialId>()

// A target is read, never written.
declare const target: Target
// @ts-expect-error its model is what it is
target.model = 'another'

// Every scope that can be blamed has a name; the request has none, since nothing is held against it.
expectTypeOf<keyof ScopeNames>().toEqualTypeOf<BlamedScope>()
expectTypeOf<Exclude<Scope, BlamedScope>>().toEqualTypeOf<'request'>()
expectTypeOf<ScopeNames>().not.toHaveProperty('request')

// Times are numbers of milliseconds, instants since the epoch; a Date is neither.
expectTypeOf<Instant>().toEqualTypeOf<number>()
expectTypeOf<Milliseconds>().toEqualTypeOf<number>()
expectTypeOf<Date>().not.toExtend<Instant>()

// A request has an id and a model; any other operation is as good as the known ones, any other dialect is not.
expectTypeOf({ id: 'r1', model: 'fast' }).toExtend<RouteRequest>()
expectTypeOf({ id: 'r1' }).not.toExtend<RouteRequest>()
expectTypeOf({ model: 'fast' }).not.toExtend<RouteRequest>()
expectTypeOf<'transcribe'>().toExtend<Operation>()
expectTypeOf<'openai' | 'anthropic' | 'gemini'>().toEqualTypeOf<Dialect>()
// @ts-expect-error what has been tried are targets, not strings
export const tried: RouteRequest = { id: 'r1', model: 'fast', tried: ['openai/key-1/gpt-4o'] }
// @ts-expect-error a request is not pinned to an alias
export const pinned: RouteRequest = { id: 'r1', model: 'fast', pin: { alias: 'fast' } }

// A reply is one of eight kinds, and each kind has what it needs.
expectTypeOf<Reply['type']>().toEqualTypeOf<
  'response' | 'stream-event' | 'network' | 'timeout' | 'empty' | 'truncated' | 'malformed' | 'cancelled'
>()
expectTypeOf<{ type: 'response'; status: number }>().not.toExtend<Reply>()
expectTypeOf<{ type: 'timeout' }>().not.toExtend<Reply>()
expectTypeOf<{ type: 'timeout'; phase: 'dns' }>().not.toExtend<Reply>()
expectTypeOf<Extract<Reply, { type: 'timeout' }>['phase']>().toEqualTypeOf<TimeoutPhase>()
expectTypeOf<Extract<Reply, { type: 'network' }>>().toEqualTypeOf<NetworkReply>()
// A network error may have been caused by another, and by several.
expectTypeOf<NetworkReply>().toExtend<NetworkCause>()
expectTypeOf<NonNullable<NetworkCause['errors']>[number]>().toEqualTypeOf<NetworkCause>()
expectTypeOf(replyCap).toEqualTypeOf<number>()

// How much a success proves is said in five words.
expectTypeOf<Evidence>().toEqualTypeOf<
  'local-count' | 'remote-count' | 'embedding' | 'generation-started' | 'generation-completed'
>()

// Labels are JSON: whatever else a strategy would like to read could not be written in a file.
expectTypeOf<{ price: 1; tags: ['a', null, { b: true }] }>().toExtend<Json>()
expectTypeOf<() => void>().not.toExtend<Json>()
expectTypeOf<undefined>().not.toExtend<Json>()
expectTypeOf<Date>().not.toExtend<Json>()

expectTypeOf<Usage>().toEqualTypeOf<{ readonly inputTokens?: number; readonly outputTokens?: number }>()
