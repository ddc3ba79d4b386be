import type { DistractorAuthor, Embedder, FlashcardAuthor, SkillTreeAuthor } from "@loopi/core"
import { Layer } from "effect"
import * as OfflineDistractorAuthor from "./OfflineDistractorAuthor.ts"
import * as OfflineEmbedder from "./OfflineEmbedder.ts"
import * as OfflineFlashcardAuthor from "./OfflineFlashcardAuthor.ts"
import * as OfflineSkillTreeAuthor from "./OfflineSkillTreeAuthor.ts"

/** Skills, cards and meanings without a key and without a network: from the learner's own notes, by rules. */
export const layer: Layer.Layer<Embedder | SkillTreeAuthor | FlashcardAuthor | DistractorAuthor> = Layer.mergeAll(
  OfflineEmbedder.layer,
  OfflineSkillTreeAuthor.layer,
  OfflineFlashcardAuthor.layer,
  OfflineDistractorAuthor.layer
)
