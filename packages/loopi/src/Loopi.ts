/**
 * Loopi for apps that do not use Effect: the same use cases, as promises.
 */
import {
  AccountMails,
  Accounts,
  ApiTokens,
  Budget,
  CardHealth,
  Drafts,
  Flashcards,
  Generation,
  Goals,
  Keys,
  Notes,
  Privacy,
  Progress,
  Regeneration,
  Reindex,
  Runs,
  Search,
  Sessions,
  SkillTrees,
  Study,
  type UserId,
  Users
} from "@loopi/core"
import { Effect, Layer, ManagedRuntime } from "effect"
import * as Composition from "./composition/Composition.ts"
import type { Makers } from "./composition/Makers.ts"
import * as Plan from "./composition/Plan.ts"
import { ensureEmbeddedLearner } from "./EmbeddedLearner.ts"
import { type Promised, promised } from "./Promised.ts"

export interface Loopi {
  /** The learner this Loopi was opened for. */
  readonly learner: UserId
  readonly users: Promised<Users["Service"]>
  readonly goals: Promised<Goals["Service"]>
  readonly notes: Promised<Notes["Service"]>
  readonly skillTrees: Promised<SkillTrees["Service"]>
  readonly flashcards: Promised<Flashcards["Service"]>
  readonly generation: Promised<Generation["Service"]>
  /** Long work: begun, watched with `for await`, cancelled and tried again. */
  readonly runs: Promised<Runs["Service"]>
  readonly regeneration: Promised<Regeneration["Service"]>
  readonly drafts: Promised<Drafts["Service"]>
  readonly cardHealth: Promised<CardHealth["Service"]>
  readonly budget: Promised<Budget["Service"]>
  readonly study: Promised<Study["Service"]>
  readonly progress: Promised<Progress["Service"]>
  /** The learners' own keys for providers. A secret goes in as `Redacted.make(text)` of `effect`. */
  readonly keys: Promised<Keys["Service"]>
  readonly search: Promised<Search["Service"]>
  readonly reindex: Promised<Reindex["Service"]>
  /** How learners join and sign in, where the app leaves that to us. Passwords go in as `Redacted.make(text)`. */
  readonly accounts: Promised<Accounts["Service"]>
  readonly sessions: Promised<Sessions["Service"]>
  readonly apiTokens: Promised<ApiTokens["Service"]>
  /** Everything that is kept of a learner, to take along or to erase. */
  readonly privacy: Promised<Privacy["Service"]>
  /** Closes the databases. Nothing works afterwards. */
  readonly close: () => Promise<void>
}

/** A directory, and who writes and embeds: what is left out is in memory, and offline. */
export type OpenOptions = (Partial<Plan.DirectoryOptions> & Makers) | { readonly plan: Plan.Plan }

/** Opens a Loopi: in a directory, by a plan of your own, or where neither is given in memory. */
export const open = (options: OpenOptions = {}): Promise<Loopi> => {
  const runtime = ManagedRuntime.make(layerOf(planOf(options)))
  return runtime.runPromise(
    Effect.gen(function* () {
      const learner = yield* ensureEmbeddedLearner
      return {
        learner: learner.id,
        users: promised(runtime, yield* Users),
        goals: promised(runtime, yield* Goals),
        notes: promised(runtime, yield* Notes),
        skillTrees: promised(runtime, yield* SkillTrees),
        flashcards: promised(runtime, yield* Flashcards),
        generation: promised(runtime, yield* Generation),
        runs: promised(runtime, yield* Runs),
        regeneration: promised(runtime, yield* Regeneration),
        drafts: promised(runtime, yield* Drafts),
        cardHealth: promised(runtime, yield* CardHealth),
        budget: promised(runtime, yield* Budget),
        study: promised(runtime, yield* Study),
        progress: promised(runtime, yield* Progress),
        keys: promised(runtime, yield* Keys),
        search: promised(runtime, yield* Search),
        reindex: promised(runtime, yield* Reindex),
        accounts: promised(runtime, yield* Accounts),
        sessions: promised(runtime, yield* Sessions),
        apiTokens: promised(runtime, yield* ApiTokens),
        privacy: promised(runtime, yield* Privacy),
        close: () => runtime.dispose()
      }
      // Whoever gets no Loopi cannot close it.
    }).pipe(Effect.onError(() => runtime.disposeEffect))
  )
}

/** Where accounts are asked for, their mails are sent. */
const layerOf = (plan: Plan.Plan) =>
  plan.accounts === undefined
    ? Composition.layer(plan)
    : Layer.provideMerge(AccountMails.layerRun, Composition.layer(plan))

const planOf = (options: OpenOptions): Plan.Plan => {
  if ("plan" in options) return options.plan
  const { directory, ...makers } = options
  return { ...(directory === undefined ? Plan.memory : Plan.embedded({ directory })), ...makers }
}
