import { Layer } from "effect"
import { Backup } from "./backup/Backup.ts"
import { Budget } from "./budget/Budget.ts"
import { Calibration } from "./duplicates/Calibration.ts"
import { CardHealth } from "./flashcards/CardHealth.ts"
import { Cursors } from "./search/Cursors.ts"
import { Doctor } from "./doctor/Doctor.ts"
import { Drafts } from "./drafts/Drafts.ts"
import { Duplicates } from "./duplicates/Duplicates.ts"
import { Embeddings } from "./vectors/Embeddings.ts"
import { Flashcards } from "./flashcards/Flashcards.ts"
import { Generation } from "./runs/generation/Generation.ts"
import { Goals } from "./goals/Goals.ts"
import { Keys } from "./providerKeys/Keys.ts"
import { LockedCards } from "./flashcards/LockedCards.ts"
import { Notes } from "./notes/Notes.ts"
import { Privacy } from "./privacy/Privacy.ts"
import { Progress } from "./study/Progress.ts"
import { Projector } from "./vectors/Projector.ts"
import { ReadinessChecks } from "./upkeep/ReadinessChecks.ts"
import { Regeneration } from "./skillTrees/Regeneration.ts"
import { Reindex } from "./vectors/Reindex.ts"
import { Runs } from "./runs/Runs.ts"
import { layer as flowWork } from "./runs/flowWork.ts"
import { RunNews } from "./runs/RunNews.ts"
import { Search } from "./search/Search.ts"
import { SkillTrees } from "./skillTrees/SkillTrees.ts"
import { Study } from "./study/Study.ts"
import { Users } from "./users/Users.ts"
import { VectorWriter } from "./vectors/VectorWriter.ts"

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
