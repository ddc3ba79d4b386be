import { Layer } from "effect"
import type { Stores } from "../ports/Stores.ts"
import * as MemoryFlashcardStore from "./MemoryFlashcardStore.ts"
import * as MemoryGoalStore from "./MemoryGoalStore.ts"
import * as MemoryProviderKeyVault from "./MemoryProviderKeyVault.ts"
import * as MemorySkillTreeStore from "./MemorySkillTreeStore.ts"
import * as MemorySourceDocumentStore from "./MemorySourceDocumentStore.ts"
import * as MemoryStudy from "./MemoryStudy.ts"
import { MemoryTables } from "./MemoryTables.ts"
import * as MemoryUserStore from "./MemoryUserStore.ts"
import * as MemoryVectorWork from "./MemoryVectorWork.ts"

/** Every store in memory, gone when the process ends. */
export const layer: Layer.Layer<Stores> = Layer.mergeAll(
  MemoryUserStore.layer,
  MemoryGoalStore.layer,
  MemorySkillTreeStore.layer,
  MemorySourceDocumentStore.layer,
  MemoryFlashcardStore.layer,
  MemoryStudy.layer,
  MemoryVectorWork.layer,
  MemoryProviderKeyVault.layer
).pipe(Layer.provide(MemoryTables.layer))
