/** A case of the schema that open-code-review and LLM-API-Key-Proxy share: what is given; null stands for absent. */
export interface Given {
  readonly profile: string
  readonly now_ms: number
  readonly targets: readonly TargetRow[]
  readonly group?: Group | null
  readonly strategy?: string | null
  readonly policy?: Knobs | null
  readonly state?: State | null
  readonly config?: unknown
}

/** Is it open-code-review, or else LLM-API-Key-Proxy? */
export const isReview = ({ profile }: Given): boolean => profile.startsWith('ocr')

/** One model behind one credential. */
export interface TargetRow {
  readonly id: string
  readonly provider: string
  readonly credential: string
  readonly model: string
  /** Lower is better; null: unknown, behind all others. */
  readonly priority?: number | null
  readonly max_concurrent?: number | null
  readonly optimal_concurrent?: number | null
}

/** Members are ids of targets, or `provider/model`. */
export interface Group {
  readonly name: string
  readonly members: readonly string[]
  readonly failover_on?: readonly string[]
  readonly stop_on?: readonly string[]
  readonly streaming?: string
}

/** Absent: the default of the profile. */
export interface Knobs {
  readonly cooldown_ms?: number
  /** `ignore`: cooldowns are flat; else a stated time is honoured. */
  readonly retry_after?: string
  readonly in_target_attempts?: number
  readonly small_retry_after_ms?: number
  readonly transient_delay_ms?: number
  readonly transient_jitter_ms?: number
  readonly transient_ms?: number
  readonly rate_limit_default_ms?: number
  readonly auth_lockout_ms?: number
  readonly backoff_ms?: readonly number[]
  readonly backoff_max_ms?: number
  readonly max_retry_after_ms?: number
  readonly call_timeout_ms?: number
  readonly required_priority?: number
  readonly max_concurrent_per_key?: number
  readonly on_exhausted?: string
  readonly sticky_ttl_ms?: number
  readonly provider_cooldown?: ProviderCooldown
}

export interface ProviderCooldown {
  readonly min_ms?: number
  readonly default_ms?: number
  readonly on_quota?: boolean
  readonly small_retry_after_ms?: number
  readonly backoff_window_ms?: number
  readonly backoff_threshold?: number
  readonly backoff_base_ms?: number
  readonly backoff_max_ms?: number
}

export interface State {
  readonly cooldowns?: readonly CooldownRow[]
  readonly active?: Readonly<Record<string, number>>
  readonly cursor?: number
  readonly forced?: { readonly provider: string; readonly target: string }
}

/** A cooldown, of a target or of a wider scope. */
export interface CooldownRow {
  readonly target?: string
  readonly scope?: ScopeRow
  readonly until_ms: number
  readonly reason?: string
}

export interface ScopeRow {
  readonly provider: string
  readonly credential?: string
  readonly model?: string
}

/** What a request asks for. */
export interface Begin {
  readonly req: string
  readonly model?: string | null
  readonly session?: string | null
  readonly affinity?: string | null
  readonly deadline_ms?: number | null
  readonly stream?: boolean | null
  readonly operation?: string | null
  readonly credentials?: readonly string[] | null
}

/** What came of an upstream call. */
export interface Outcome {
  readonly req: string
  readonly target?: string | null
  readonly status?: number | null
  readonly headers?: Readonly<Record<string, string>> | null
  readonly body?: string | null
  readonly network?: string | null
  readonly phase?: string | null
  readonly provider?: string | null
}
