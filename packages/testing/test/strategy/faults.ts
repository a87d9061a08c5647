import { type Candidate, lowest, type Preference } from '@router/core'

const ids = (candidates: readonly Candidate[]): readonly string[] => candidates.map(({ target }) => target.id)

/** Wrong strategies, each as somebody might write it, and what makes each anew. */
export const faults = {
  /** A cursor over those who are left: whoever is there every other time is never reached. */
  moduloOfTurns: (): Preference => ({
    name: 'modulo-of-turns',
    narrow: (candidates) => {
      const picks = Math.max(...candidates.map(({ turn }) => turn))
      return candidates.filter((_, index) => index === picks % candidates.length)
    },
  }),

  /** Chance by place: the same request goes elsewhere when somebody else is away. */
  hashOfPlace: (): Preference => ({
    name: 'hash-of-place',
    narrow: (candidates, { request }) => {
      const sum = [...(request.session ?? request.id)].reduce((total, unit) => total + unit.charCodeAt(0), 0)
      return candidates.filter((_, index) => index === sum % candidates.length)
    },
  }),

  /** The current target as a place in a field. */
  cursorInAField: (): Preference => {
    let cursor = 0
    return {
      name: 'cursor-in-a-field',
      narrow: (candidates) => [candidates[cursor++ % candidates.length] as Candidate],
    }
  },

  /** Whoever was missing once is never trusted again. */
  neverForgives: (): Preference => {
    const known = new Set<string>()
    const gone = new Set<string>()
    return {
      name: 'never-forgives',
      narrow: (candidates) => {
        for (const id of ids(candidates)) known.add(id)
        for (const id of known) if (!ids(candidates).includes(id)) gone.add(id)
        return candidates.filter(({ target }) => !gone.has(target.id))
      },
    }
  },

  /** Stays with whoever served last, so one that was away is never asked again; no state at all. */
  staysWithTheLast: (): Preference => lowest('stays-with-the-last', ({ turn }) => -turn),

  /** Remembers the list as it was, and a place in it: when the list shrinks, the place may be of one that cools. */
  rememberedList: (): Preference => {
    let last: readonly Candidate[] = []
    return {
      name: 'remembered-list',
      narrow: (candidates) => {
        if (candidates.length >= last.length) last = candidates
        const picked = last.reduce((best, each) => (each.turn < best.turn ? each : best))
        return [picked]
      },
    }
  },

  /** Keeps a session where it was first sent: which process was asked first decides. */
  sessionsInAMap: (): Preference => {
    const homes = new Map<string, string>()
    return {
      name: 'sessions-in-a-map',
      narrow: (candidates, { request }) => {
        const session = request.session ?? request.id
        const home = candidates.filter(({ target }) => target.id === homes.get(session))
        if (home.length > 0) return home
        const [first] = candidates
        if (first !== undefined) homes.set(session, first.target.id)
        return candidates.slice(0, 1)
      },
    }
  },

  /** Looks at somebody else now and then: what it counts is the process's own. */
  exploresNowAndThen: (): Preference => {
    let asked = 0
    return {
      name: 'explores-now-and-then',
      narrow: (candidates) => (++asked % 100 === 0 ? candidates.slice(-1) : candidates.slice(0, 1)),
    }
  },

  /** The place after the last one served, in a list that shrinks: no state, and yet it skips. */
  placeAfterTheLast: (): Preference => ({
    name: 'place-after-the-last',
    narrow: (candidates) => {
      const last = candidates.reduce((one, other) => (other.turn > one.turn ? other : one))
      return [candidates[(candidates.indexOf(last) + 1) % candidates.length] as Candidate]
    },
  }),

  /** Sorted by name, and still a place: the hash means somebody else when one is away. */
  hashOfSortedNames: (): Preference => ({
    name: 'hash-of-sorted-names',
    narrow: (candidates, { request }) => {
      const sorted = [...ids(candidates)].sort()
      const home = sorted[(request.session ?? request.id).length % sorted.length]
      return candidates.filter(({ target }) => target.id === home)
    },
  }),

  /** Decides once for a while, and hands out what it decided though that one cools by now. */
  cachesForAMinute: (): Preference => {
    let decided: { readonly candidate: Candidate; readonly until: number } | undefined
    return {
      name: 'caches-for-a-minute',
      narrow: (candidates, { now }) => {
        if (decided === undefined || decided.until <= now) {
          const candidate = candidates.reduce((one, other) => (other.inFlight < one.inFlight ? other : one))
          decided = { candidate, until: now + 60_000 }
        }
        return [decided.candidate]
      },
    }
  },

  /** Counts who failed, and never forgets it. */
  countsFailures: (): Preference => {
    const failures = new Map<string, number>()
    return {
      name: 'counts-failures',
      narrow: (candidates, { tried }) => {
        for (const id of tried) failures.set(id, (failures.get(id) ?? 0) + 1)
        const least = Math.min(...ids(candidates).map((id) => failures.get(id) ?? 0))
        return candidates.filter(({ target }) => (failures.get(target.id) ?? 0) === least)
      },
    }
  },

  throwsOnOne: (): Preference => ({
    name: 'throws-on-one',
    narrow: (candidates) => {
      const [, second] = candidates
      return (second as Candidate).turn === 0 ? candidates : candidates.slice(0, 1)
    },
  }),

  copies: (): Preference => ({
    name: 'copies',
    narrow: (candidates) => candidates.map((candidate) => ({ ...candidate, target: candidate.target })),
  }),

  keepsTwice: (): Preference => ({
    name: 'keeps-twice',
    narrow: (candidates) =>
      candidates.flatMap((candidate) => (candidate.weight > 1 ? [candidate, candidate] : candidate)),
  }),

  reorders: (): Preference => ({
    name: 'reorders',
    narrow: (candidates) => candidates.toSorted((a, b) => a.turn - b.turn),
  }),

  sortsInPlace: (): Preference => ({
    name: 'sorts-in-place',
    narrow: (candidates) => {
      const list = candidates as Candidate[]
      const [best] = list.sort((a, b) => b.weight - a.weight)
      return best === undefined ? [] : [best]
    },
  }),

  writesToLabels: (): Preference => ({
    name: 'writes-to-labels',
    narrow: (candidates) => {
      for (const { labels } of candidates) (labels as Record<string, unknown>)['seen'] = Number(labels['seen'] ?? 0) + 1
      return candidates
    },
  }),

  takesFromTheList: (): Preference => ({
    name: 'takes-from-the-list',
    narrow: (candidates) => [(candidates as Candidate[]).shift() as Candidate],
  }),

  readsTheClock: (): Preference => ({
    name: 'reads-the-clock',
    narrow: (candidates) => (Date.now() > 0 ? candidates.slice(0, 1) : candidates),
  }),

  makesADate: (): Preference => ({
    name: 'makes-a-date',
    narrow: (candidates) => (new Date().getFullYear() > 0 ? candidates.slice(0, 1) : candidates),
  }),

  drawsLots: (): Preference => ({
    name: 'draws-lots',
    narrow: (candidates) => candidates.filter((_, index) => index === Math.floor(Math.random() * candidates.length)),
  }),

  keepsNobody: (): Preference => ({ name: 'keeps-nobody', narrow: () => [] }),

  returnsNoList: (): Preference => ({
    name: 'returns-no-list',
    narrow: (candidates) => candidates[0] as unknown as readonly Candidate[],
  }),
} satisfies Readonly<Record<string, () => Preference>>
