/**
 * The whole HTTP surface: share it with clients, serve it with `Http.layer`.
 */
import { HttpApi, OpenApi } from "effect/http-api"
import { AccountsApi } from "./accounts/AccountsApi.ts"
import { ApiTokensApi } from "./accounts/ApiTokensApi.ts"
import { KeysApi } from "./accounts/KeysApi.ts"
import { MeApi } from "./accounts/MeApi.ts"
import { SessionsApi } from "./accounts/SessionsApi.ts"
import { BudgetApi } from "./budget/BudgetApi.ts"
import { tidyDocument } from "./document/tidyDocument.ts"
import { DraftsApi } from "./drafts/DraftsApi.ts"
import { FlashcardsApi } from "./flashcards/FlashcardsApi.ts"
import { GenerationApi } from "./generation/GenerationApi.ts"
import { GoalsApi } from "./goals/GoalsApi.ts"
import { HealthApi } from "./health/HealthApi.ts"
import { NotesApi } from "./notes/NotesApi.ts"
import { ErasuresApi, PrivacyApi } from "./privacy/PrivacyApi.ts"
import { ProgressApi } from "./progress/ProgressApi.ts"
import { QuizApi } from "./quiz/QuizApi.ts"
import { Decoding, KnownQuery } from "./requests/Guards.ts"
import { RunsApi } from "./runs/RunsApi.ts"
import { SearchApi } from "./search/SearchApi.ts"
import { SkillTreesApi } from "./skillTrees/SkillTreesApi.ts"
import { SkillTreeVersionsApi } from "./skillTrees/SkillTreeVersionsApi.ts"
import { StudyApi } from "./study/StudyApi.ts"

export class Api extends HttpApi.make("loopi")
  .add(
    HealthApi,
    AccountsApi,
    SessionsApi,
    ApiTokensApi,
    KeysApi,
    MeApi,
    PrivacyApi,
    ErasuresApi,
    GoalsApi,
    NotesApi,
    SkillTreesApi,
    SkillTreeVersionsApi,
    FlashcardsApi,
    GenerationApi,
    DraftsApi,
    RunsApi,
    BudgetApi,
    StudyApi,
    ProgressApi,
    QuizApi,
    SearchApi
  )
  .prefix("/api")
  .middleware(KnownQuery)
  .middleware(Decoding)
  // A field nobody knows is a typing error, and one that is dropped in silence is found late.
  .annotate(HttpApi.PayloadParseOptions, { errors: "all", onExcessProperty: "error" })
  .annotate(HttpApi.QueryParseOptions, { errors: "all", onExcessProperty: "error" })
  .annotateMerge(
    OpenApi.annotations({
      title: "Loopi",
      version: "1",
      description:
        "State a goal, grow a skill tree for it, have flashcards written, and study them until the goal is mastered. " +
        "Every failure is a problem after RFC 9457 with a stable `code`. A POST with an `Idempotency-Key`, best a UUID, is " +
        "done once: sent again within a day it has the same answer, with `Idempotency-Replayed: true`; another body, address " +
        "or kind of token is refused; what failed may be sent again. Study days are counted since 1970-01-01.",
      transform: tidyDocument
    })
  ) {}
