import type { AccountStores } from "./accounts/AccountStores.ts"
import type { FlashcardStore } from "./flashcards/FlashcardStore.ts"
import type { GoalStore } from "./goals/GoalStore.ts"
import type { ProviderKeyVault } from "./providerKeys/ProviderKeyVault.ts"
import type { ErasureStore } from "./privacy/ErasureStore.ts"
import type { ReviewLog } from "./reviews/ReviewLog.ts"
import type { RunStore } from "./runs/RunStore.ts"
import type { Schedules } from "./schedules/Schedules.ts"
import type { SkillTreeStore } from "./skillTrees/SkillTreeStore.ts"
import type { SourceDocumentStore } from "./notes/SourceDocumentStore.ts"
import type { ThresholdStore } from "./vectors/ThresholdStore.ts"
import type { TokenLedger } from "./budget/TokenLedger.ts"
import type { UserStore } from "./users/UserStore.ts"
import type { VectorWork } from "./vectors/VectorWork.ts"

/** Everything that is kept exactly. They refer to each other's rows, so an adapter package brings them together. */
export type Stores =
  | AccountStores
  | UserStore
  | GoalStore
  | SkillTreeStore
  | SourceDocumentStore
  | FlashcardStore
  | Schedules
  | ReviewLog
  | VectorWork
  | RunStore
  | TokenLedger
  | ProviderKeyVault
  | ThresholdStore
  | ErasureStore
