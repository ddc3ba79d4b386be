/**
 * Studying under the names that programs already know it by: the same endpoints as `/api/study` and `/api/progress`.
 */
import { HttpApiGroup, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { history, stats } from "../progress/ProgressApi.ts"
import { due, rate } from "../study/StudyApi.ts"

const named = (identifier: string) => OpenApi.annotations({ identifier })

export class QuizApi extends HttpApiGroup.make("quiz")
  .add(
    due.annotateMerge(named("quizDue")),
    rate.annotateMerge(named("quizRate")),
    stats.annotateMerge(named("quizStats")),
    history.annotateMerge(named("quizHistory"))
  )
  .middleware(Authentication)
  .prefix("/quiz")
  .annotateMerge(
    OpenApi.annotations({ title: "Quiz", description: "Other names for what Study and Progress offer." })
  ) {}
