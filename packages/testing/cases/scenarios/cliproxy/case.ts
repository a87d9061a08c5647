/** A case of the CLIProxyAPI schema: what is given. Absent fields have the defaults that the comments state. */
export interface Given {
  readonly now_ms?: number
  /** `round-robin`. */
  readonly strategy?: string
  readonly config?: Config
  readonly targets?: readonly TargetRow[]
  readonly aliases?: readonly AliasRow[]
  readonly alias_default_strategy?: string
  /** By provider. */
  readonly oauth_alias?: Readonly<Record<string, readonly ModelAlias[]>>
  readonly session_affinity?: { readonly ttl_ms?: number }
  readonly state?: readonly StateRow[]
}

/** All 0 or false. */
export interface Config {
  readonly request_retry?: number
  readonly max_retry_interval_ms?: number
  readonly max_retry_credentials?: number
  readonly disable_cooling?: boolean
  readonly transient_error_cooldown_s?: number
  readonly native_priority?: boolean
  readonly force_model_prefix?: boolean
  readonly persist_cooldowns?: boolean
}

/** One model behind one credential; rows of equal `credential` are one credential. */
export interface TargetRow {
  readonly provider: string
  readonly credential: string
  readonly model: string
  /** 0; higher first. */
  readonly priority?: number
  /** 1. */
  readonly weight?: number
  readonly disabled?: boolean
  readonly kind?: 'apikey' | 'oauth'
  /** Models that stand behind this one, in order. */
  readonly upstream?: readonly string[]
  readonly disable_cooling?: boolean
  readonly provider_disable_cooling?: boolean
  readonly request_retry?: number
  readonly rules?: readonly RuleRow[]
  readonly refresh?: 'ok' | 'fail'
  readonly prefix?: string
  readonly models?: readonly ModelAlias[]
  readonly oauth_alias?: readonly ModelAlias[]
  readonly plan?: string
}

export interface RuleRow {
  readonly status: number
  readonly match?: readonly string[]
  readonly match_regex?: readonly string[]
  readonly action: 'stop' | 'stop-and-cooldown' | 'continue' | 'continue-and-cooldown'
}

export interface AliasRow {
  readonly alias: string
  readonly strategy?: string
  readonly targets: readonly { readonly provider: string; readonly model: string }[]
}

export interface ModelAlias {
  readonly name: string
  readonly alias: string
  readonly fork?: boolean
  readonly force_mapping?: boolean
}

/** What is known of a credential, or of a model behind it, when the case begins or from an earlier life. */
export interface StateRow {
  readonly credential: string
  readonly model?: string | null
  readonly unavailable?: boolean
  readonly retry_at_ms?: number
  readonly status?: string
  readonly quota?: {
    readonly exceeded?: boolean
    readonly recover_at_ms?: number
    readonly backoff_level?: number
    readonly reason?: string
  }
  readonly last_error?: { readonly status?: number; readonly body?: string }
}

/** What an upstream call comes to; nothing stated: a success. */
export interface OutcomeRow {
  readonly ok?: boolean
  readonly status?: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly network?: string
  readonly retry_after_ms?: number
  readonly scope?: string
  readonly code?: string
  readonly request_scoped?: boolean
  readonly empty?: boolean
  readonly phase?: string
  readonly take_ms?: number
  readonly reload?: Partial<Given>
}
