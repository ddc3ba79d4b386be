/**
 * Stores and authors under which whoever works may be killed at any call, before it or after it took effect.
 */
import {
  type Assignment,
  FlashcardAuthor,
  FlashcardStore,
  GoalStore,
  type ProposedCard,
  RunStore,
  Schedules,
  SkillTreeAuthor,
  SkillTreeStore
} from "@loopi/core"
import { MemoryStores } from "@loopi/core/memory"
import { Context, Effect, Layer, Stream } from "effect"
import { factOf } from "../world.ts"
import { skillsIn } from "../lines.ts"

/** What kills, and what it killed: calls to authors by the step they are for. */
export interface Reaper {
  readonly calls: Map<string, number>
  /** Kills between the beginning of a call and the end of its step. */
  readonly kills: Map<string, number>
  readonly next: () => "before" | "after" | undefined
  open: string | null
  deaths: number
}

export const reaperOf = (next: Reaper["next"]): Reaper => ({
  calls: new Map(),
  kills: new Map(),
  next,
  open: null,
  deaths: 0
})

/** Those who carry runs out are mortal; what works in the background is not. */
export const Reaping = Context.Reference<Reaper | null>("test/Reaping", { defaultValue: () => null })

const count = (counts: Map<string, number>, name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1)

const killing = (reaper: Reaper) =>
  Effect.suspend(() => {
    reaper.deaths += 1
    if (reaper.open !== null) count(reaper.kills, reaper.open)
    return Effect.interrupt
  })

/** The call, unless death comes first. */
const mortal = <A, E, R>(call: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const reaper = yield* Reaping
    const fate = reaper?.next()
    if (reaper !== null && fate === "before") return yield* killing(reaper)
    const answer = yield* call
    if (reaper !== null && fate === "after") return yield* killing(reaper)
    return answer
  })

/** A call to an author, written down as it begins. */
const paid = <A, E, R>(step: string, call: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const reaper = yield* Reaping
    if (reaper !== null) {
      count(reaper.calls, step)
      reaper.open = step
    }
    return yield* mortal(call)
  })

const runs = RunStore.use((it) =>
  Effect.succeed(
    RunStore.of({
      ...it,
      get: (...asked) => mortal(it.get(...asked)),
      move: (...asked) => mortal(it.move(...asked)),
      steps: (...asked) => mortal(it.steps(...asked)),
      tell: (...asked) => mortal(it.tell(...asked)),
      finishStep: (userId, id, step, effects) =>
        mortal(
          Effect.tap(it.finishStep(userId, id, step, effects), () =>
            Effect.map(Reaping, (reaper) => {
              if (reaper?.open === step.name) reaper.open = null
            })
          )
        )
    })
  )
)

const others = Layer.mergeAll(
  Layer.effect(
    FlashcardStore,
    FlashcardStore.use((it) =>
      Effect.succeed(
        FlashcardStore.of({
          ...it,
          list: (...asked) => mortal(it.list(...asked)),
          many: (...asked) => mortal(it.many(...asked)),
          activate: (...asked) => mortal(it.activate(...asked))
        })
      )
    )
  ),
  Layer.effect(
    Schedules,
    Schedules.use((it) => Effect.succeed(Schedules.of({ ...it, start: (some) => mortal(it.start(some)) })))
  ),
  Layer.effect(
    GoalStore,
    GoalStore.use((it) => Effect.succeed(GoalStore.of({ ...it, get: (...asked) => mortal(it.get(...asked)) })))
  ),
  Layer.effect(
    SkillTreeStore,
    SkillTreeStore.use((it) =>
      Effect.succeed(SkillTreeStore.of({ ...it, get: (...asked) => mortal(it.get(...asked)) }))
    )
  ),
  Layer.effect(RunStore, runs)
)

export const stores = Layer.provideMerge(others, MemoryStores.layer)

/** Reads as the authors of lines do; what is refused of a card it writes again, well. */
export const authorOf = (
  cardsIn: (assignment: Assignment) => ReadonlyArray<ProposedCard>,
  rewritten: (card: ProposedCard) => ProposedCard
): Layer.Layer<FlashcardAuthor> =>
  Layer.succeed(FlashcardAuthor, {
    plan: (task) =>
      paid(
        `plan/${task.node.id}`,
        Effect.sync(() => cardsIn(task).map(factOf))
      ),
    write: (task) =>
      Stream.unwrap(
        paid(
          `write/${task.node.id}`,
          Effect.sync(() => Stream.rechunk(Stream.fromIterable(cardsIn(task)), 1))
        )
      ),
    rewrite: (task, card) =>
      paid(
        `rewrite/${task.node.id}/${cardsIn(task).findIndex(({ question }) => question === card.question)}`,
        Effect.sync(() => rewritten(card))
      )
  })

export const trees: Layer.Layer<SkillTreeAuthor> = Layer.succeed(SkillTreeAuthor, {
  propose: ({ documents }) =>
    Stream.unwrap(
      paid(
        "tree",
        Effect.sync(() => Stream.rechunk(Stream.fromIterable(documents.flatMap(skillsIn)), 1))
      )
    )
})
