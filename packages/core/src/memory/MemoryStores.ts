import { Layer } from "effect"
import type { Stores } from "../ports/Stores.ts"
import * as MemoryAccounts from "./accounts/MemoryAccounts.ts"
import * as MemoryFlashcardStore from "./flashcards/MemoryFlashcardStore.ts"
import * as MemoryGoalStore from "./goals/MemoryGoalStore.ts"
import * as MemoryProviderKeyVault from "./providerKeys/MemoryProviderKeyVault.ts"
import * as MemoryRunStore from "./runs/MemoryRunStore.ts"
import * as MemorySkillTreeStore from "./skillTrees/MemorySkillTreeStore.ts"
import * as MemorySourceDocumentStore from "./notes/MemorySourceDocumentStore.ts"
import * as MemoryStudy from "./reviews/MemoryStudy.ts"
import { MemoryTables } from "./MemoryTables.ts"
import * as MemoryTokenLedger from "./budget/MemoryTokenLedger.ts"
import * as MemoryThresholdStore from "./vectors/MemoryThresholdStore.ts"
import * as MemoryErasureStore from "./privacy/MemoryErasureStore.ts"
import { MemoryForgetting } from "./privacy/MemoryForgetting.ts"
import * as MemoryUserStore from "./users/MemoryUserStore.ts"
import * as MemoryVectorWork from "./vectors/MemoryVectorWork.ts"

/** Every store in memory, gone when the process ends. */
export const layer: Layer.Layer<Stores> = Layer.mergeAll(
  Layer.mergeAll(MemoryAccounts.layer, MemoryErasureStore.layer).pipe(Layer.provideMerge(MemoryUserStore.layer)),
  MemorySourceDocumentStore.layer,
  MemoryStudy.layer,
  MemoryVectorWork.layer,
  MemoryProviderKeyVault.layer,
  MemoryThresholdStore.layer,
  MemoryTokenLedger.layer,
  // Runs keep what they bring about in the other stores.
  MemoryRunStore.layer.pipe(
    Layer.provideMerge(Layer.mergeAll(MemoryGoalStore.layer, MemorySkillTreeStore.layer, MemoryFlashcardStore.layer))
  )
).pipe(Layer.provide(MemoryTables.layer), Layer.provide(MemoryForgetting.layer))
