import { Layer } from "effect"
import type { Stores } from "../ports/Stores.ts"
import * as MemoryAccounts from "./accounts/MemoryAccounts.ts"
import * as MemoryFlashcardStore from "./MemoryFlashcardStore.ts"
import * as MemoryGoalStore from "./MemoryGoalStore.ts"
import * as MemoryProviderKeyVault from "./MemoryProviderKeyVault.ts"
import * as MemoryRunStore from "./MemoryRunStore.ts"
import * as MemorySkillTreeStore from "./MemorySkillTreeStore.ts"
import * as MemorySourceDocumentStore from "./MemorySourceDocumentStore.ts"
import * as MemoryStudy from "./MemoryStudy.ts"
import { MemoryTables } from "./MemoryTables.ts"
import * as MemoryTokenLedger from "./MemoryTokenLedger.ts"
import * as MemoryThresholdStore from "./MemoryThresholdStore.ts"
import * as MemoryErasureStore from "./privacy/MemoryErasureStore.ts"
import { MemoryForgetting } from "./privacy/MemoryForgetting.ts"
import * as MemoryUserStore from "./MemoryUserStore.ts"
import * as MemoryVectorWork from "./MemoryVectorWork.ts"

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
