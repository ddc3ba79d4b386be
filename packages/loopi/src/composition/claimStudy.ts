/**
 * Sees to it that what was studied is looked for where it is kept. A setting changes where Loopi looks, and moves
 * nothing: what is elsewhere would seem to be gone.
 */
import { Ids } from "@loopi/core"
import { LanceStudy } from "@loopi/lancedb"
import { StudyKeeper } from "@loopi/postgres"
import { Effect } from "effect"
import { CompositionRefused, type EmbeddedPlan, type HybridPlan, type PostgresPlan } from "./Plan.ts"

type ServerPlan = EmbeddedPlan | HybridPlan | PostgresPlan

/** Before anything is looked for. */
export const checkStudy = Effect.fn("Composition.checkStudy")(function* (plan: ServerPlan) {
  const wanted = plan.composition === "postgres" ? "postgres" : plan.study
  const { archived, keeper, study } = yield* StudyKeeper.kept
  if (keeper !== null && keeper !== wanted) {
    return yield* CompositionRefused.make({ reason: "study_kept_elsewhere", setting: keeper })
  }
  if (archived && plan.composition === "postgres") {
    return yield* CompositionRefused.make({ reason: "reviews_archived", setting: plan.composition })
  }
  if (wanted === "postgres") return yield* StudyKeeper.record("postgres", null)
  if (plan.composition !== "postgres" && study !== null && (yield* LanceStudy.nameOf(plan.lancedb)) !== study) {
    return yield* CompositionRefused.make({ reason: "study_not_there", setting: plan.lancedb })
  }
})

/** Once a study on LanceDB is open: so one that has a name has a journal, and one that is recorded has a name. */
export const recordStudy = Effect.fn("Composition.recordStudy")(function* ({ lancedb }: EmbeddedPlan | HybridPlan) {
  yield* StudyKeeper.record("lancedb", (yield* LanceStudy.nameOf(lancedb)) ?? (yield* named(lancedb)))
})

const named = Effect.fnUntraced(function* (directory: string) {
  const name = yield* (yield* Ids).next
  yield* LanceStudy.name(directory, name)
  return name
})
