/**
 * A first day with a model, played by a server on this machine: the SDK is as it is, only its base URL is ours.
 */
import { Flashcard, GenerationReport, Run } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Context, Effect, Layer, Schema } from "effect"
import { MessagesServer, problem } from "../../../ai/src/testing/index.ts"
import { BudgetReport } from "../../src/render/budget.ts"
import { Desk } from "../Desk.ts"
import { runHere } from "../runHere.ts"

class Model extends Context.Service<Model, MessagesServer.MessagesServer>()(
  "@loopi/cli/test/learning/model.test/Model"
) {
  static readonly layer = Layer.effect(Model, MessagesServer.start(0, MessagesServer.plausibly))
}

/** Runs a command with the model at hand. */
const loopi = Effect.fnUntraced(function* (...args: ReadonlyArray<string>) {
  const { url } = yield* Model
  const { data } = yield* Desk
  return yield* runHere([...args, "--data", data], { ANTHROPIC_BASE_URL: url, LOOPI_MODEL_RETRIES: "0" })
})

const read = <A, I>(schema: Schema.Codec<A, I>, ...args: ReadonlyArray<string>) =>
  loopi(...args, "--json").pipe(
    Effect.flatMap(({ stdout }) => Schema.decodeEffect(Schema.fromJsonString(Schema.toCodecJson(schema)))(stdout))
  )

const overloaded = problem(529, "overloaded_error")

/** Each command opens everything anew, which takes its time on a busy machine. */
const patience = 300_000

it.layer(Layer.merge(Desk.layer, Model.layer), { timeout: "120 seconds", excludeTestServices: true })(
  "loopi with a model",
  (it) => {
    it.effect(
      "grows the tree of a goal from its title, and says who did and what it took",
      () =>
        Effect.gen(function* () {
          const { exit, stderr, stdout } = yield* loopi("goal", "add", "Read Portuguese poetry")
          assert.deepStrictEqual({ exit, stderr }, { exit: 0, stderr: "" })
          assert.match(stdout, /^Started Read Portuguese poetry\n[0-9a-f-]{36}\nclaude-sonnet-5-5 writes\n {2}\S/)
          assert.match(
            stdout,
            /\nGrew \d+ skills\n.*\nclaude-sonnet-5-5 writes: 1 calls?, \d+ tokens read and \d+ written/
          )
        }),
      patience
    )

    it.effect(
      "keeps what was written before the model failed, and goes on from there",
      () =>
        Effect.gen(function* () {
          const model = yield* Model
          const asked = model.seen.length
          let told = 0
          model.say((request, n) => (++told > 6 ? overloaded : MessagesServer.plausibly(request, n)))
          const failed = yield* loopi("generate")
          assert.strictEqual(failed.exit, 6)
          assert.match(
            failed.stderr,
            /^\d+ drafts? written before that stay: loopi cards --drafts\. Go on .*: loopi runs retry last\nloopi: author_overloaded: /
          )
          const [run] = yield* read(Schema.Array(Run), "runs")
          assert.strictEqual(run?.status, "failed")
          const listed = yield* loopi("runs")
          assert.match(
            listed.stdout,
            /generation +failed +now +Read Portuguese poetry\n +author_overloaded: .*Go on with `loopi runs retry/
          )
          const before = yield* read(Schema.Array(Flashcard), "cards", "--drafts")
          assert.isNotEmpty(before)

          model.say(MessagesServer.plausibly)
          const answered = new Set(model.seen.slice(asked, asked + 6).map(({ raw }) => raw))
          const failedAt = model.seen.length
          const { exit, stderr, stdout } = yield* loopi("runs", "retry", "last")
          assert.deepStrictEqual({ exit, stderr }, { exit: 0, stderr: "" })
          assert.match(
            stdout,
            /^to be tried again\nstarted, attempt 2\n[^]*\nsucceeded: \d+ kept, \d+ left out\nclaude-sonnet-5-5 writes: /
          )
          const after = yield* read(Schema.Array(Flashcard), "cards", "--drafts")
          assert.deepStrictEqual(after.slice(0, before.length), before)
          assert.isAbove(after.length, before.length)
          // What was answered is not asked for, and paid for, again.
          const anew = model.seen.slice(failedAt).map(({ raw }) => raw)
          assert.isNotEmpty(anew)
          assert.isEmpty(anew.filter((raw) => answered.has(raw)))
        }),
      patience
    )

    it.effect(
      "writes a card anew with the learner's words on it",
      () =>
        Effect.gen(function* () {
          const [card] = yield* read(Schema.Array(Flashcard), "cards", "--drafts")
          assert.isDefined(card)
          const { exit, stderr, stdout } = yield* loopi("cards", "refine", card.id.slice(-8), "Shorter, please")
          assert.deepStrictEqual({ exit, stderr }, { exit: 0, stderr: "" })
          assert.match(stdout, /^(Better:|The card stays as it is)[^]*\nclaude-sonnet-5-5 writes: 1 call/)
          assert.include((yield* Model).seen.at(-1)?.raw ?? "", "Shorter, please")
        }),
      patience
    )

    it.effect(
      "accounts for every token the model told of",
      () =>
        Effect.gen(function* () {
          const { calls, inputTokens, outputTokens } = (yield* Model).counts()
          const { spent, today } = yield* read(BudgetReport, "budget")
          assert.deepStrictEqual(
            [today.calls, today.inputTokens, today.outputTokens, today.open],
            [calls, inputTokens, outputTokens, 0]
          )
          assert.strictEqual(
            spent.reduce((sum, it) => sum + it.calls, 0),
            calls
          )
          const { stdout } = yield* loopi("budget", "--days", "1")
          assert.match(stdout, /^Today\n {2}calls +\S+ \d+ of 500\n[^]*\n {2}write +\d+ .*claude-sonnet-5-5/)
        }),
      patience
    )

    it.effect(
      "leaves a goal without a tree where the model fails, or where none is wanted",
      () =>
        Effect.gen(function* () {
          const model = yield* Model
          const before = model.seen.length
          const bare = yield* loopi("goal", "add", "Play the lute", "--no-tree")
          assert.deepStrictEqual([bare.exit, model.seen.length], [0, before])
          model.say(overloaded)
          const failed = yield* loopi("goal", "add", "Bake bread")
          assert.strictEqual(failed.exit, 6)
          assert.match(failed.stdout, /^Started Bake bread\n/)
          assert.match(
            failed.stderr,
            /The goal is kept, without a tree\.\nloopi: author_overloaded: .* Go on with `loopi runs retry [0-9a-f]{8}`\n$/
          )
          model.say(MessagesServer.plausibly)
          assert.strictEqual((yield* loopi("runs", "retry", "last")).exit, 0)
          assert.strictEqual((yield* loopi("tree", "bread")).exit, 0)
          assert.isNotEmpty((yield* read(GenerationReport, "generate", "bread", "--count", "1")).kept)
        }),
      patience
    )
  }
)
