import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { App } from "../app.ts"
import { ask, post } from "../ask.ts"
import { asLearner, newStranger } from "../me.ts"
import { draftedGoal, grownGoal } from "../prepared.ts"
import { assertProblem } from "../problems.ts"

/** Begins a run, and sees it to its end. */
const ran = Effect.fnUntraced(function* (goalId: string) {
  const { id } = (yield* post("/api/flashcards/generate", { goalId })).json
  const watched = yield* ask(`/api/runs/${String(id)}/events`)
  return { id: String(id), watched }
})

interface Told {
  readonly id: number
  readonly event: string
}

const toldIn = (text: string): ReadonlyArray<Told> =>
  text
    .split("\n\n")
    .filter((block) => block.includes("id: "))
    .map((block) => ({ id: Number(/^id: (\d+)$/m.exec(block)?.[1]), event: /^event: (.+)$/m.exec(block)?.[1] ?? "" }))

layer(App, { excludeTestServices: true })("/api/runs", (it) => {
  it.effect("tells what happens as server-sent events, numbered from 1, to the end", () =>
    asLearner(
      Effect.gen(function* () {
        const { watched } = yield* ran((yield* grownGoal()).goal.id)
        assert.strictEqual(watched.headers["content-type"]?.split(";")[0], "text/event-stream")
        const told = toldIn(watched.text)
        assert.deepStrictEqual(
          told.map(({ id }) => id),
          told.map((_, i) => i + 1)
        )
        assert.strictEqual(told.filter(({ event }) => event === "card").length, 2)
        assert.strictEqual(told.at(-1)?.event, "succeeded")
      })
    )
  )

  it.effect("goes on behind the event that was told last", () =>
    asLearner(
      Effect.gen(function* () {
        const { id, watched } = yield* ran((yield* grownGoal()).goal.id)
        const all = toldIn(watched.text)
        const half = Math.floor(all.length / 2)
        for (const again of [
          yield* ask(`/api/runs/${id}/events`, { headers: { "last-event-id": `${half}` } }),
          yield* ask(`/api/runs/${id}/events?after=${half}`)
        ]) {
          assert.deepStrictEqual(toldIn(again.text), all.slice(half))
        }
      })
    )
  )

  it.effect("are listed, newest first, page by page", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal } = yield* grownGoal()
        const [first, second] = [yield* ran(goal.id), yield* ran(goal.id)]
        const page = (yield* ask("/api/runs?limit=1")).json
        assert.deepNestedInclude(page, { "runs[0].id": second.id })
        const rest = yield* ask(`/api/runs?status=succeeded&cursor=${String(page["next"])}`)
        assert.deepStrictEqual(
          JSON.parse(rest.text).runs.map(({ id }: { readonly id: string }) => id),
          [first.id]
        )
      })
    )
  )

  it.effect("that are over are neither cancelled nor tried again", () =>
    asLearner(
      Effect.gen(function* () {
        const { id } = yield* ran((yield* grownGoal()).goal.id)
        for (const what of ["cancel", "retry"]) {
          assertProblem(yield* post(`/api/runs/${id}/${what}`, undefined), "run_conflict")
        }
      })
    )
  )

  it.effect("of somebody else look like runs that nobody has", () =>
    Effect.gen(function* () {
      const { id } = yield* asLearner(
        Effect.gen(function* () {
          return yield* ran((yield* grownGoal()).goal.id)
        })
      )
      yield* asLearner(
        Effect.gen(function* () {
          yield* newStranger
          for (const path of ["", "/events", "/report"])
            assertProblem(yield* ask(`/api/runs/${id}${path}`), "run_not_found")
          for (const what of ["cancel", "retry"]) {
            assertProblem(yield* post(`/api/runs/${id}/${what}`, undefined), "run_not_found")
          }
          assert.deepInclude((yield* ask("/api/runs")).json, { runs: [], next: null })
        })
      )
    })
  )

  it.effect("that left a duplicate out keep it for a reason", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts, goal } = yield* draftedGoal()
        const { id } = yield* ran(goal.id)
        const [{ answer, question } = { answer: "", question: "" }] = drafts
        const kept = yield* post(`/api/runs/${id}/keep`, { question, answer, reason: "Twice is better." })
        assert.strictEqual(kept.status, 201)
        assert.deepInclude(kept.json, { status: "draft", keptBecause: "Twice is better." })
        const other = { question: "What is it not?", answer: "Left out.", reason: "No." }
        assertProblem(yield* post(`/api/runs/${id}/keep`, other), "left_out_not_found")
      })
    )
  )
})

layer(App, { excludeTestServices: true })("/api/flashcards/drafts", (it) => {
  it.effect("shows the drafts of a goal and of a run, and none where neither is named", () =>
    asLearner(
      Effect.gen(function* () {
        const { goal } = yield* grownGoal()
        const { id } = yield* ran(goal.id)
        for (const named of [`goalId=${goal.id}`, `runId=${id}`]) {
          const { text } = yield* ask(`/api/flashcards/drafts?${named}`)
          assert.strictEqual(JSON.parse(text).drafts.length, 2)
        }
        assertProblem(yield* ask("/api/flashcards/drafts"), "draft_choice_needed")
        assert.deepInclude((yield* post("/api/flashcards/drafts/discard", { runId: id })).json, { discarded: 2 })
      })
    )
  )

  it.effect("are changed by hand, and say what the offline author does not do", () =>
    asLearner(
      Effect.gen(function* () {
        const { drafts } = yield* draftedGoal()
        const [{ id } = { id: "" }] = drafts
        const edited = yield* ask(`/api/flashcards/${id}`, {
          method: "PATCH",
          body: { answer: "Cold air below warm." }
        })
        assert.strictEqual(JSON.parse(edited.text).card.answer, "Cold air below warm.")
        assertProblem(yield* post(`/api/flashcards/${id}/refine`, { feedback: "Shorter." }), "author_not_offered")
      })
    )
  )
})

layer(App, { excludeTestServices: true })("/api/budget", (it) => {
  it.effect("says what was spent today, what may be, and when that begins anew", () =>
    asLearner(
      Effect.gen(function* () {
        const { json, status } = yield* ask("/api/budget?days=7")
        assert.strictEqual(status, 200)
        assert.deepInclude(json, { caps: { callsPerDay: 500, tokensPerDay: 2_000_000 }, spent: [] })
      })
    )
  )
})
