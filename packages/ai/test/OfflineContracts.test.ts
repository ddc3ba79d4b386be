/**
 * The offline authors and embedder keep every promise of their ports.
 */
import { EmbedderContract, FlashcardAuthorContract, SkillTreeAuthorContract } from "@loopi/core/testing"
import { OfflineEmbedder, OfflineFlashcardAuthor, OfflineSkillTreeAuthor } from "@loopi/ai"

EmbedderContract.suite("offline", OfflineEmbedder.layer)
SkillTreeAuthorContract.suite("offline", OfflineSkillTreeAuthor.layer)
FlashcardAuthorContract.suite("offline", OfflineFlashcardAuthor.layer)
