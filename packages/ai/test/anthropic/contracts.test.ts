/**
 * Authors that ask a model keep every promise of their ports, whether its server holds it to a schema or not.
 */
import { FlashcardAuthorContract, SkillTreeAuthorContract } from "@loopi/core/testing"
import { world } from "./world.ts"

for (const structuredOutput of ["native", "prompt"] as const) {
  SkillTreeAuthorContract.suite(`a model, ${structuredOutput}`, world({ structuredOutput }))
  FlashcardAuthorContract.suite(`a model, ${structuredOutput}`, world({ structuredOutput }))
}
