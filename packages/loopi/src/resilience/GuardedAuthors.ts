/**
 * A model that may be out of reach or overloaded: while it is known to be, whoever wants it to write is told at once. How
 * long it may take is its adapter's own affair: it tells one that is slow from one that is gone.
 */
import type { Anthropic } from "@loopi/ai"
import {
  type AuthorError,
  AuthorFailed,
  type AuthorFailure,
  CardReviewer,
  DistractorAuthor,
  FlashcardAuthor,
  SkillTreeAuthor
} from "@loopi/core"
import { Cause, Context, Effect, Exit, Layer, Option, Result, Stream } from "effect"
import * as Guard from "./Guard.ts"

export const over = <E, R>(inner: Layer.Layer<Anthropic.Authors, E, R>): Layer.Layer<Anthropic.Authors, E, R> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const authors = yield* Layer.build(inner)
      const { all, each } = guarding(yield* makeGuard)
      const trees = Context.get(authors, SkillTreeAuthor)
      const cards = Context.get(authors, FlashcardAuthor)
      const options = Context.get(authors, DistractorAuthor)
      const reviewer = Context.get(authors, CardReviewer)

      return Context.make(SkillTreeAuthor, { propose: (it) => each(trees.propose(it)) }).pipe(
        Context.add(FlashcardAuthor, {
          plan: (it) => all(cards.plan(it)),
          write: (it, facts) => each(cards.write(it, facts)),
          rewrite: (it, card, complaint) => all(cards.rewrite(it, card, complaint))
        }),
        Context.add(DistractorAuthor, { write: (it, sides) => all(options.write(it, sides)) }),
        Context.add(CardReviewer, { review: (it, sides) => all(reviewer.review(it, sides)) })
      )
    })
  )

/** What one learner's key or question is to blame for says nothing about the model. */
const outages = new Set<AuthorFailure>(["overloaded", "cut_off", "timed_out", "unreachable"])

const makeGuard = Effect.suspend(() => {
  let last: AuthorFailure = "unreachable"
  return Guard.make<AuthorError>({
    part: "authors",
    by: "authors",
    patience: "1 second",
    inARow: 2,
    longestRest: "1 minute",
    against: (error) => {
      if (!(error instanceof AuthorFailed) || !outages.has(error.reason)) return undefined
      last = error.reason
      return { code: error.reason, retryAfterMs: error.retryAfterMs }
    },
    failed: (_, retryAfterMs) =>
      AuthorFailed.make({ reason: last, retryable: true, ...(retryAfterMs !== undefined && { retryAfterMs }) })
  })
})

/** Calls last for minutes, and many of them are streams: they are let in, and tell what came of them. */
const guarding = ({ mayAsk, tell }: Guard.Guard<AuthorError>) => {
  const told = (exit: Exit.Exit<unknown, AuthorError>) =>
    Exit.isSuccess(exit)
      ? tell(Result.succeed(undefined))
      : Option.match(Cause.findErrorOption(exit.cause), {
          onNone: () => Effect.void,
          onSome: (error) => tell(Result.fail(error))
        })
  return {
    all: <A>(call: Effect.Effect<A, AuthorError>) => Effect.andThen(mayAsk, Effect.onExit(call, told)),
    each: <A>(call: Stream.Stream<A, AuthorError>) => Stream.unwrap(Effect.as(mayAsk, Stream.onExit(call, told)))
  }
}
