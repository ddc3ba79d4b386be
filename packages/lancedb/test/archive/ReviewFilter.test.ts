import { FlashcardId, ReviewId, StudyDay, UserId } from "@loopi/core"
import { assert, describe, it } from "@effect/vitest"
import { ofLearner } from "../../src/archive/ReviewFilter.ts"

const unchecked = { disableChecks: true } as const
const learner = UserId.make("019a0000-0000-7000-8000-000000000001")

describe("a condition on reviews", () => {
  it("is bound to one learner, whatever else it says", () => {
    const days = { from: StudyDay.make(1), to: StudyDay.make(2) }
    for (const terms of [{}, { days }, { undone: true }, { cardIds: [] }] as const) {
      assert.match(ofLearner(learner, terms), /^user_id = X'019a0000000070008000000000000001'/)
      assert.notInclude(ofLearner(learner, terms), " OR ")
    }
  })

  it("holds nothing of a text that is no id", () => {
    for (const text of ["' OR '1'='1", "x' --", "X''", '"; DROP', "\0", "019a' OR user_id <> '"]) {
      const condition = ofLearner(UserId.make(text, unchecked), {
        ids: [ReviewId.make(text, unchecked)],
        before: ReviewId.make(text, unchecked),
        cardIds: [FlashcardId.make(text, unchecked)]
      })
      assert.match(
        condition,
        /^user_id = X'[0-9a-f]*' AND id IN \(X'[0-9a-f]*'\) AND id < X'[0-9a-f]*' AND card_id IN \(X'[0-9a-f]*'\)$/
      )
    }
  })
})
