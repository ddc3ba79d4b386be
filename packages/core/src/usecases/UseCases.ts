import { Layer } from "effect"
import { Backup } from "./Backup.ts"
import { Budget } from "./Budget.ts"
import { Calibration } from "./Calibration.ts"
import { CardHealth } from "./CardHealth.ts"
import { Cursors } from "./Cursors.ts"
import { Doctor } from "./Doctor.ts"
import { Drafts } from "./Drafts.ts"
import { Duplicates } from "./Duplicates.ts"
import { Embeddings } from "./Embeddings.ts"
import { Flashcards } from "./Flashcards.ts"
import { Generation } from "./Generation.ts"
import { Goals } from "./Goals.ts"
import { Keys } from "./Keys.ts"
import { LockedCards } from "./LockedCards.ts"
import { Notes } from "./Notes.ts"
import { Privacy } from "./privacy/Privacy.ts"
import { Progress } from "./Progress.ts"
import { Projector } from "./Projector.ts"
import { ReadinessChecks } from "./ReadinessChecks.ts"
import { Regeneration } from "./Regeneration.ts"
import { Reindex } from "./Reindex.ts"
import { Runs } from "./Runs.ts"
import { layer as flowWork } from "./runs/flowWork.ts"
import { RunNews } from "./runs/RunNews.ts"
import { Search } from "./Search.ts"
import { SkillTrees } from "./SkillTrees.ts"
import { Study } from "./Study.ts"
import { Users } from "./Users.ts"
import { VectorWriter } from "./VectorWriter.ts"

/** Everything a learner can do. */
export type UseCases =
  | Users
  | Goals
  | Notes
  | SkillTrees
  | Flashcards
  | Drafts
  | CardHealth
  | Generation
  | Regeneration
  | Runs
  | Budget
  | Study
  | Progress
  | Projector
  | Reindex
  | Search
  | Keys
  | Doctor
  | Backup
  | Privacy
  | Calibration
  | Cursors
  | ReadinessChecks

/** What the others stand on: one for the use cases and for the runs. */
const foundations = Layer.mergeAll(Duplicates.layer, LockedCards.layer, RunNews.layer).pipe(
  Layer.provideMerge(Projector.layer.pipe(Layer.provide(VectorWriter.layer))),
  Layer.provideMerge(Embeddings.layer)
)

const upkeep = Layer.mergeAll(Reindex.layer, Keys.layer)

/** What runs consist of, for the adapter of `Flows` that carries them out. */
export const layerFlowWork = flowWork.pipe(Layer.provide(upkeep), Layer.provide(foundations))

/** Every use case, over the ports. From the last line to the first, each stands on those below it. */
export const layer = Layer.mergeAll(
  CardHealth.layer,
  Generation.layer,
  Regeneration.layer,
  Study.layer,
  Progress.layer,
  Search.layer,
  Doctor.layer,
  Backup.layer,
  Privacy.layer,
  Calibration.layer,
  Cursors.layer,
  ReadinessChecks.layer
).pipe(
  Layer.provideMerge(Drafts.layer),
  Layer.provideMerge(Flashcards.layer),
  Layer.provideMerge(Layer.mergeAll(Goals.layer, Users.layer, Notes.layer, SkillTrees.layer, Runs.layer, Budget.layer)),
  Layer.provideMerge(upkeep),
  Layer.provideMerge(foundations)
)
