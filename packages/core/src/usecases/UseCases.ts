import { Layer } from "effect"
import { Duplicates } from "./Duplicates.ts"
import { Embeddings } from "./Embeddings.ts"
import { Flashcards } from "./Flashcards.ts"
import { Generation } from "./Generation.ts"
import { Goals } from "./Goals.ts"
import { Library } from "./Library.ts"
import { LockedCards } from "./LockedCards.ts"
import { Notes } from "./Notes.ts"
import { Progress } from "./Progress.ts"
import { SkillTrees } from "./SkillTrees.ts"
import { Study } from "./Study.ts"
import { Users } from "./Users.ts"

/** Everything a learner can do. */
export type UseCases = Users | Goals | Notes | SkillTrees | Flashcards | Generation | Study | Progress | Library

/** Every use case, over the ports. From the last line to the first, each stands on those below it. */
export const layer = Layer.mergeAll(
  Flashcards.layer,
  Generation.layer,
  Study.layer,
  Progress.layer,
  Library.layer
).pipe(
  Layer.provideMerge(Layer.mergeAll(Goals.layer, Users.layer, Notes.layer, SkillTrees.layer)),
  Layer.provide(Layer.mergeAll(Duplicates.layer, LockedCards.layer)),
  Layer.provide(Embeddings.layer)
)
