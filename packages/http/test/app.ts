/**
 * The whole server as tests meet it: on a free port of this machine, over stores in memory.
 */
import {
  AccountSettings,
  AccountUseCases,
  allScopes,
  CurrentPolicy,
  defaultAccountSettings,
  defaultPolicy,
  Embedder,
  Lexical,
  type Sessions,
  SpaceId,
  type Stores,
  UseCases,
  UserId
} from "@loopi/core"
import { MemoryEmbeddingIndex, MemoryStores } from "@loopi/core/memory"
import { TestFlows, TestMailer, TestPasswordHasher } from "@loopi/core/testing"
import { Authenticating, type Authentication, Http, Server } from "@loopi/http"
import { Effect, Layer, Logger, Redacted } from "effect"
import * as NoteAuthors from "./noteAuthors.ts"

const LexicalEmbedder = Layer.succeed(Embedder, {
  space: SpaceId.make("lexical-1"),
  embed: (texts) => Effect.sync(() => texts.map((text) => Lexical.lexicalVector(text)))
})

/** The use cases over these stores, with these authors. */
export const over = <A, E>(stores: Layer.Layer<A | Stores, E>, authors: typeof NoteAuthors.layer = NoteAuthors.layer) =>
  Layer.mergeAll(UseCases.layer, AccountUseCases.layer).pipe(
    Layer.provide(Layer.provide(TestFlows.layer, UseCases.layerFlowWork)),
    Layer.provide([MemoryEmbeddingIndex.layer, LexicalEmbedder, authors]),
    Layer.provide(stores),
    Layer.provideMerge(TestMailer.layer),
    Layer.provide(TestPasswordHasher.layer),
    Layer.provide(Layer.succeed(AccountSettings, { ...defaultAccountSettings, signUp: "open" }))
  )

/** The use cases over everything in memory, with these authors. */
export const inMemoryBy = (authors: typeof NoteAuthors.layer) => over(MemoryStores.layer, authors)

export const InMemory = inMemoryBy(NoteAuthors.layer)

/** The token is the learner's id: what a token proves is tested elsewhere. */
const Trusting = Authenticating.layer(
  Effect.succeed(({ secret }) =>
    Effect.succeed(
      secret === undefined
        ? undefined
        : { userId: UserId.make(Redacted.value(secret)), scopes: allScopes, credential: { kind: "host" } as const }
    )
  )
)

export interface Setting {
  readonly authentication?: Layer.Layer<Authentication, never, Sessions>
  readonly loggers?: ReadonlyArray<Logger.Logger<unknown, unknown>>
  readonly server?: Server.Options
}

/** What requests are answered by. */
export type AnswersAll = UseCases.UseCases | AccountUseCases.AccountUseCases

/** Serves these use cases. They stay within reach, to prepare what a request is about. */
export const serve = <A, E>(
  given: Layer.Layer<A | AnswersAll, E>,
  { authentication = Trusting, loggers = [], server = { port: 0 } }: Setting = {}
) =>
  Http.layer.pipe(
    Layer.provide(authentication),
    Layer.provideMerge(given),
    Layer.provideMerge(Server.layer(server)),
    Layer.provide(Logger.layer(loggers))
  )

/** So many goals that tests need not count them. */
const Roomy = Layer.succeed(CurrentPolicy, { ...defaultPolicy, activeGoals: 1_000 })

export const App = serve(InMemory.pipe(Layer.provide(Roomy)))

/** The same with the limits that learners have. */
export const Limited = serve(InMemory)
