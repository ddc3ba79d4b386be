/**
 * What the outbox costs, how fast it is worked off, and how long a search takes.
 *
 * Run: npx node --conditions=@loopi/source packages/loopi/bench/vectors.ts [cards, 5000 unless given]
 * `DATABASE_URL` takes a server, with the vectors in a directory all the same.
 */
// @effect-diagnostics processEnv:off
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Offline } from "@loopi/ai"
import {
  Answer,
  Flashcards,
  FlashcardStore,
  Goals,
  GoalTitle,
  Projector,
  Question,
  Reindex,
  Search,
  SearchText,
  UseCases
} from "@loopi/core"
import { fixtures, TestFlows } from "@loopi/core/testing"
import { Array, Console, Duration, Effect, Layer } from "effect"
import { Composition, ensureEmbeddedLearner, Plan } from "loopi"
import { measure, show } from "./measure.ts"

const total = Number(process.argv[2] ?? 5_000)
const directory = await mkdtemp(join(tmpdir(), "loopi-bench-"))

const words =
  "memory forms fades spacing recall wind sails keel harbour tide front pressure river bridge iron glass".split(" ")
const question = (n: number) => Question.make(`What does ${words[n % 16]} do to ${words[(n * 7) % 16]} at ${n}?`)

const bench = Effect.gen(function* () {
  const [cards, projector, reindex, search, store] = [
    yield* Flashcards,
    yield* Projector,
    yield* Reindex,
    yield* Search,
    yield* FlashcardStore
  ]
  const { id: learner } = yield* ensureEmbeddedLearner
  const goal = yield* (yield* Goals).create(learner, { title: GoalTitle.make("Measure everything") })
  const answer = Answer.make("It depends on the day")

  for (const few of [100, total - 100]) {
    const drafts = yield* Effect.forEach(Array.range(1, few), (n) =>
      fixtures.makeCard(goal, { question: question(n + few) })
    )
    const kept = yield* Effect.timed(Effect.forEach(Array.chunksOf(drafts, 1_000), (some) => store.insert(some)))
    const settled = yield* Effect.timed(projector.settle(learner).pipe(Effect.andThen(projector.catchUp)))
    const rate = few / Duration.toSeconds(settled[0])
    yield* Console.log(
      `${few} cards kept in ${Duration.format(kept[0])}, vectors in ${Duration.format(settled[0])}, ${rate.toFixed(0)}/s`
    )
    yield* Console.log(
      "add a card            ",
      show(yield* measure(60, 1, (n) => cards.add(learner, { goalId: goal.id, question: question(n), answer })))
    )
    yield* Console.log(
      "add a card, 20 fibers ",
      show(yield* measure(200, 20, (n) => cards.add(learner, { goalId: goal.id, question: question(n), answer })))
    )
    yield* Console.log(
      "search                ",
      show(
        yield* measure(60, 1, (n) => search.find(learner, SearchText.make(`${words[n % 16]} ${words[(n * 5) % 16]}`)))
      )
    )
  }
  const [took, report] = yield* Effect.timed(reindex.run())
  yield* Console.log(`reindex of ${report.done} in ${Duration.format(took)}`)
})

const url = process.env["DATABASE_URL"]
const plan = url === undefined ? Plan.embedded({ directory }) : Effect.runSync(Plan.fromConfig({ directory }))
await Effect.runPromise(
  bench.pipe(
    Effect.provide(
      UseCases.layer.pipe(
        Layer.provide(Layer.provide(TestFlows.layer, UseCases.layerFlowWork)),
        Layer.provideMerge(Composition.layerAdapters(plan)),
        Layer.provide(Offline.layer)
      )
    )
  )
)
await rm(directory, { recursive: true })
