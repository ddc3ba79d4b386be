/**
 * Authors that ask Claude, or any other model behind a server that speaks the Messages API.
 */
import {
  CardReviewer,
  DistractorAuthor,
  FlashcardAuthor,
  type ModelBudget,
  type ProviderKeyVault,
  SkillTreeAuthor
} from "@loopi/core"
import { type Config, Context, Effect, Layer } from "effect"
import { makeCardReviewer } from "./AnthropicCardReviewer.ts"
import { makeDistractorAuthor } from "./AnthropicDistractorAuthor.ts"
import { makeFlashcardAuthor } from "./AnthropicFlashcardAuthor.ts"
import { type AnthropicSettings, config } from "./AnthropicSettings.ts"
import { makeSkillTreeAuthor } from "./AnthropicSkillTreeAuthor.ts"
import { makeAsking } from "./Asking.ts"

export type Authors = SkillTreeAuthor | FlashcardAuthor | DistractorAuthor

/** All authors, and a reviewer of cards. */
export const layer = (settings: AnthropicSettings): Layer.Layer<Authors, never, ModelBudget | ProviderKeyVault> =>
  Layer.effectContext(
    Effect.map(makeAsking(settings), (asking) =>
      Context.make(SkillTreeAuthor, makeSkillTreeAuthor(asking)).pipe(
        Context.add(FlashcardAuthor, makeFlashcardAuthor(asking, settings.model)),
        Context.add(DistractorAuthor, makeDistractorAuthor(asking)),
        Context.add(CardReviewer, makeCardReviewer(asking))
      )
    )
  )

/** The same, by `ANTHROPIC_API_KEY`, `ANTHROPIC_BASE_URL`, `LOOPI_MODEL` and the others in the environment. */
export const layerConfig: Layer.Layer<Authors, Config.ConfigError, ModelBudget | ProviderKeyVault> = Layer.unwrap(
  Effect.map(config, layer)
)
