import { Layer } from "effect"
import { Backup } from "./Backup.ts"
import { Calibration } from "./Calibration.ts"
import { Doctor } from "./Doctor.ts"
import { Duplicates } from "./Duplicates.ts"
import { Embeddings } from "./Embeddings.ts"
import { Flashcards } from "./Flashcards.ts"
import { Generation } from "./Generation.ts"
import { Goals } from "./Goals.ts"
import { Keys } from "./Keys.ts"
import { LockedCards } from "./LockedCards.ts"
import { Notes } from "./Notes.ts"
import { Progress } from "./Progress.ts"
import { Projector } from "./Projector.ts"
import { Reindex } from "./Reindex.ts"
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
  | Generation
  | Study
  | Progress
  | Projector
  | Reindex
  | Search
  | Keys
  | Doctor
  | Backup
  | Calibration

/** Every use case, over the ports. From the last line to the first, each stands on those below it. */
export const layer = Layer.mergeAll(
  Flashcards.layer,
  Generation.layer,
  Study.layer,
  Progress.layer,
  Search.layer,
  Reindex.layer,
  Keys.layer,
  Doctor.layer,
  Backup.layer,
  Calibration.layer
).pipe(
  Layer.provideMerge(Layer.mergeAll(Goals.layer, Users.layer, Notes.layer, SkillTrees.layer)),
  Layer.provide(Layer.mergeAll(Duplicates.layer, LockedCards.layer)),
  Layer.provideMerge(Projector.layer.pipe(Layer.provide(VectorWriter.layer))),
  Layer.provide(Embeddings.layer)
)
