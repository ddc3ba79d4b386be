/**
 * A provider of embeddings that is away: what learners do goes on, says what is missing, and mends itself.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { embeddedPlace } from "./harness/place.ts"
import { besides, isWell, line, round } from "./harness/round.ts"
import { served } from "./harness/served.ts"
import { recovered } from "./harness/recovered.ts"

describe("a server whose embedder hangs", () => {
  it.live("serves and keeps everything, says that embeddings are missing, and finds out when they are back", () =>
    Effect.gen(function* () {
      const { embeddings, plan } = yield* embeddedPlace
      const { ask, learner } = yield* served(plan)
      yield* embeddings.set("hang")
      const first = yield* round(ask, learner, 2, ["add goal"])
      const then = yield* round(ask, learner, 5, besides)
      for (const { answers, deed } of [...first, ...then]) {
        assert.isTrue(answers.every(isWell), line({ answers, deed }))
      }
      assert.isTrue(then.every(({ answers }) => answers.every(({ degraded }) => degraded === "embeddings")))
      yield* embeddings.set("pass")
      const back = yield* recovered(ask)
      yield* Effect.logInfo(["embeddings hang", ...then.map(line), `back after ${back} ms`].join("\n  "))
      assert.isBelow(back, 20_000)
    }).pipe(Effect.scoped)
  )
})
