/**
 * Sees to it that what was studied is looked for where it is kept. A setting changes where Loopi looks, and moves
 * nothing: what is elsewhere would seem to be gone.
 */
import { Ids } from "@loopi/core"
import { LanceStudy } from "@loopi/lancedb"
import { StudyKeeper } from "@loopi/postgres"
import { Effect } from "effect"
import { CompositionRefused, type EmbeddedPlan, type HybridPlan, type PostgresPlan } from "./Plan.ts"

export const claimStudy = Effect.fn("Composition.claimStudy")(function* (
  plan: EmbeddedPlan | HybridPlan | PostgresPlan
) {
  const wanted = plan.composition === "postgres" ? "postgres" : plan.study
  const { archived, keeper, study } = yield* StudyKeeper.kept
  if (keeper !== null && keeper !== wanted) {
    return yield* CompositionRefused.make({ reason: "study_kept_elsewhere", setting: keeper })
  }
  if (plan.composition === "postgres") {
    if (archived) return yield* CompositionRefused.make({ reason: "reviews_archived", setting: plan.composition })
    return yield* StudyKeeper.record("postgres", null)
  }
  if (wanted === "postgres") return yield* StudyKeeper.record("postgres", null)

  const found = yield* LanceStudy.nameOf(plan.lancedb)
  if (study !== null && found !== study) {
    return yield* CompositionRefused.make({ reason: "study_not_there", setting: plan.lancedb })
  }
  // Named before it is recorded: a crash between leaves a study that the next start takes for its own.
  yield* StudyKeeper.record("lancedb", found ?? (yield* named(plan.lancedb)))
})

const named = Effect.fnUntraced(function* (directory: string) {
  const name = yield* (yield* Ids).next
  yield* LanceStudy.name(directory, name)
  return name
})
