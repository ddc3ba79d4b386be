/**
 * Every contract of a store, for packages that bring all stores.
 */
import type { Layer } from "effect"
import type { Stores } from "../ports/Stores.ts"
import * as AccountStoresContract from "./accounts/AccountStoresContract.ts"
import * as FlashcardStoreContract from "./flashcards/FlashcardStoreContract.ts"
import * as GoalStoreContract from "./goals/GoalStoreContract.ts"
import * as ErasureStoreContract from "./privacy/ErasureStoreContract.ts"
import * as ReviewLogContract from "./reviews/ReviewLogContract.ts"
import * as RunStoreContract from "./runs/RunStoreContract.ts"
import * as SchedulesContract from "./schedules/SchedulesContract.ts"
import * as SkillTreeStoreContract from "./skillTrees/SkillTreeStoreContract.ts"
import * as SkillTreeVersionsContract from "./skillTrees/SkillTreeVersionsContract.ts"
import * as SourceDocumentStoreContract from "./notes/SourceDocumentStoreContract.ts"
import * as ThresholdStoreContract from "./vectors/ThresholdStoreContract.ts"
import * as TokenLedgerContract from "./budget/TokenLedgerContract.ts"
import * as UserStoreContract from "./users/UserStoreContract.ts"
import * as VectorWorkContract from "./vectors/VectorWorkContract.ts"

export const suite = <E>(adapter: string, layer: Layer.Layer<Stores, E>): void => {
  UserStoreContract.suite(adapter, layer)
  AccountStoresContract.suite(adapter, layer)
  GoalStoreContract.suite(adapter, layer)
  SkillTreeStoreContract.suite(adapter, layer)
  SkillTreeVersionsContract.suite(adapter, layer)
  SourceDocumentStoreContract.suite(adapter, layer)
  FlashcardStoreContract.suite(adapter, layer)
  SchedulesContract.suite(adapter, layer)
  ReviewLogContract.suite(adapter, layer)
  VectorWorkContract.suite(adapter, layer)
  RunStoreContract.suite(adapter, layer)
  TokenLedgerContract.suite(adapter, layer)
  ThresholdStoreContract.suite(adapter, layer)
  ErasureStoreContract.suite(adapter, layer)
}
