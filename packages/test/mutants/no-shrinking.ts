import fc from 'fast-check'

// Whether a mutant is found is asked here, not what its smallest life is.
fc.configureGlobal({ endOnFailure: true })
