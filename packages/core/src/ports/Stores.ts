import type { AccountStores } from "./accounts/AccountStores.ts"
import type { FlashcardStore } from "./FlashcardStore.ts"
import type { GoalStore } from "./GoalStore.ts"
import type { ProviderKeyVault } from "./ProviderKeyVault.ts"
import type { ErasureStore } from "./privacy/ErasureStore.ts"
import type { ReviewLog } from "./ReviewLog.ts"
import type { RunStore } from "./RunStore.ts"
import type { Schedules } from "./Schedules.ts"
import type { SkillTreeStore } from "./SkillTreeStore.ts"
import type { SourceDocumentStore } from "./SourceDocumentStore.ts"
import type { ThresholdStore } from "./ThresholdStore.ts"
import type { TokenLedger } from "./TokenLedger.ts"
import type { UserStore } from "./UserStore.ts"
import type { VectorWork } from "./VectorWork.ts"

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
