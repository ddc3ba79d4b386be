/**
 * Serves the API and its documentation. Needs the use cases, an `Authentication` and a server to run on.
 */
import { Effect, Layer } from "effect"
import { HttpRouter } from "effect/http"
import { HttpApiBuilder, HttpApiScalar } from "effect/http-api"
import * as AccountsHandlers from "./accounts/AccountsHandlers.ts"
import * as ApiTokensHandlers from "./accounts/ApiTokensHandlers.ts"
import * as KeysHandlers from "./accounts/KeysHandlers.ts"
import * as MeHandlers from "./accounts/MeHandlers.ts"
import * as SessionsHandlers from "./accounts/SessionsHandlers.ts"
import { Api } from "./Api.ts"
import * as Departed from "./authentication/Departed.ts"
import * as SignedIn from "./authentication/SignedIn.ts"
import * as BudgetHandlers from "./budget/BudgetHandlers.ts"
import * as DraftsHandlers from "./drafts/DraftsHandlers.ts"
import * as FlashcardsHandlers from "./flashcards/FlashcardsHandlers.ts"
import * as GenerationHandlers from "./generation/GenerationHandlers.ts"
import * as GoalsHandlers from "./goals/GoalsHandlers.ts"
import * as DegradedHeader from "./health/DegradedHeader.ts"
import * as HealthHandlers from "./health/HealthHandlers.ts"
import * as AnsweredOnce from "./idempotency/AnsweredOnce.ts"
import * as NotesHandlers from "./notes/NotesHandlers.ts"
import * as PrivacyHandlers from "./privacy/PrivacyHandlers.ts"
import * as ProgressHandlers from "./progress/ProgressHandlers.ts"
import * as QuizHandlers from "./quiz/QuizHandlers.ts"
import * as DecodingGuard from "./requests/DecodingGuard.ts"
import * as JsonBodyGuard from "./requests/JsonBodyGuard.ts"
import * as QueryGuard from "./requests/QueryGuard.ts"
import { docsPath, openapiPath } from "./routes.ts"
import * as RunsHandlers from "./runs/RunsHandlers.ts"
import * as SearchHandlers from "./search/SearchHandlers.ts"
import * as Boundary from "./security/Boundary.ts"
import { Draining } from "./server/Draining.ts"
import * as SkillTreesHandlers from "./skillTrees/SkillTreesHandlers.ts"
import * as SkillTreeVersionsHandlers from "./skillTrees/SkillTreeVersionsHandlers.ts"
import * as StudyHandlers from "./study/StudyHandlers.ts"

const Handlers = Layer.mergeAll(
  HealthHandlers.layer,
  AccountsHandlers.layer,
  SessionsHandlers.layer,
  ApiTokensHandlers.layer,
  KeysHandlers.layer,
  MeHandlers.layer,
  PrivacyHandlers.layer,
  GoalsHandlers.layer,
  NotesHandlers.layer,
  SkillTreesHandlers.layer,
  SkillTreeVersionsHandlers.layer,
  FlashcardsHandlers.layer,
  DraftsHandlers.layer,
  GenerationHandlers.layer,
  RunsHandlers.layer,
  BudgetHandlers.layer,
  StudyHandlers.layer,
  ProgressHandlers.layer,
  QuizHandlers.layer,
  SearchHandlers.layer
).pipe(
  Layer.provide([
    AnsweredOnce.layer,
    DecodingGuard.layer,
    QueryGuard.layer,
    JsonBodyGuard.layer,
    SignedIn.layer,
    Departed.layer
  ])
)

/** The documentation carries all it needs and loads nothing from elsewhere. */
const Docs = HttpApiScalar.layer(Api, { path: docsPath, scalar: { withDefaultFonts: false } })

/** All there is to serve, for host apps that have a router or a server of their own. */
export const routes = Layer.mergeAll(
  HttpApiBuilder.layer(Api, { openapiPath }).pipe(Layer.provide(Handlers)),
  Docs,
  Boundary.layer,
  DegradedHeader.layer
)

// `Boundary` logs, by the id of the request.
const Served = HttpRouter.serve(routes, { disableListenLog: true, disableLogger: true })

/** Goes away in order when it ends: what stands on what is served ends first. */
const Drained = Layer.effectDiscard(Effect.flatMap(Draining, ({ drain }) => Effect.addFinalizer(() => drain)))

export const layer = Drained.pipe(Layer.provideMerge(Served))
