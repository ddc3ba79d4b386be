/**
 * Each learner's authors: a model where there is a key or a server for them, and otherwise the ones that need neither.
 */
import {
  CardReviewer,
  DistractorAuthor,
  FlashcardAuthor,
  type ModelBudget,
  type ProviderKeyVault,
  SkillTreeAuthor,
  type UserId
} from "@loopi/core"
import { type Config, Context, Effect, Layer, Stream } from "effect"
import * as Anthropic from "./anthropic/Anthropic.ts"
import { type AnthropicSettings, config } from "./anthropic/AnthropicSettings.ts"
import { makeCredentials } from "./anthropic/credentials.ts"
import * as OfflineDistractorAuthor from "./offline/OfflineDistractorAuthor.ts"
import * as OfflineFlashcardAuthor from "./offline/OfflineFlashcardAuthor.ts"
import * as OfflineSkillTreeAuthor from "./offline/OfflineSkillTreeAuthor.ts"

/** What is put around the authors that need a model. */
export type Around = <E, R>(online: Layer.Layer<Anthropic.Authors, E, R>) => Layer.Layer<Anthropic.Authors, E, R>

/** Asks anew each time: a learner may add a key, or take it away, at any moment. */
export const layer = (
  settings: AnthropicSettings,
  around: Around = (online) => online
): Layer.Layer<Anthropic.Authors, never, ModelBudget | ProviderKeyVault> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const online = yield* Layer.build(around(Anthropic.layer(settings)))
      const offline = yield* Layer.build(offlineLayer)
      const { served } = yield* makeCredentials(settings)

      const servingFor =
        <Self, Service>(key: Context.Key<Self, Service>) =>
        (userId: UserId) =>
          Effect.map(served(userId), (isServed) => Context.getUnsafe(isServed ? online : offline, key))

      const trees = servingFor(SkillTreeAuthor)
      const cards = servingFor(FlashcardAuthor)
      const options = servingFor(DistractorAuthor)
      const reviewers = servingFor(CardReviewer)

      return Context.make(
        SkillTreeAuthor,
        SkillTreeAuthor.of({
          propose: (it) => Stream.unwrap(Effect.map(trees(it.goal.userId), (author) => author.propose(it)))
        })
      ).pipe(
        Context.add(
          FlashcardAuthor,
          FlashcardAuthor.of({
            plan: (it) => Effect.flatMap(cards(it.goal.userId), (author) => author.plan(it)),
            write: (it, facts) => Stream.unwrap(Effect.map(cards(it.goal.userId), (author) => author.write(it, facts))),
            rewrite: (it, card, complaint) =>
              Effect.flatMap(cards(it.goal.userId), (author) => author.rewrite(it, card, complaint))
          })
        ),
        Context.add(
          DistractorAuthor,
          DistractorAuthor.of({
            write: (it, sides) => Effect.flatMap(options(it.goal.userId), (author) => author.write(it, sides))
          })
        ),
        Context.add(CardReviewer, {
          review: (it, sides) => Effect.flatMap(reviewers(it.goal.userId), (reviewer) => reviewer.review(it, sides))
        })
      )
    })
  )

/** The same, by what the environment says of the model. */
export const layerConfig: Layer.Layer<Anthropic.Authors, Config.ConfigError, ModelBudget | ProviderKeyVault> =
  Layer.unwrap(Effect.map(config, (settings) => layer(settings)))

const offlineLayer = Layer.mergeAll(
  OfflineSkillTreeAuthor.layer,
  OfflineFlashcardAuthor.layer,
  OfflineDistractorAuthor.layer
)
