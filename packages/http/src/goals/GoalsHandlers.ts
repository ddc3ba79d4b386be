import { type Goal, Goals, type IdempotencyKey, type NewGoal, Runs, type UserId } from "@loopi/core"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { asUser, requireScope } from "../authentication/Authentication.ts"
import { byTime, insisting, tell } from "../requests/conditional.ts"
import { checked } from "../flashcards/DuplicateCheck.ts"
import { givenKey } from "../idempotency/givenKey.ts"

/** Hands each endpoint to one use case. Nothing is decided here. */
export const layer = HttpApiBuilder.group(
  Api,
  "goals",
  Effect.fnUntraced(function* (handlers) {
    const goals = yield* Goals
    const runs = yield* Runs

    const create = Effect.fnUntraced(function* (
      userId: UserId,
      { grow = false, ...input }: NewGoal & { readonly grow?: boolean },
      key: IdempotencyKey | undefined
    ) {
      if (!grow) return { ...(yield* goals.create(userId, input)), run: null }
      const { goal, run } = yield* runs.startGoal(userId, input, key)
      return { ...goal, run }
    })

    return handlers.handleAll({
      list: () => asUser((id) => goals.list(id)),
      create: Effect.fnUntraced(function* ({ payload }) {
        if (payload.grow === true) yield* requireScope("generate")
        const key = yield* givenKey
        return yield* asUser((id) => Effect.tap(create(id, payload, key), told))
      }),
      checkDuplicate: ({ payload }) => asUser((id) => checked(goals.similar(id, payload))),
      get: ({ params }) => asUser((id) => Effect.tap(goals.get(id, params.id), told)),
      change: ({ headers, params, payload }) =>
        asUser((id) =>
          insisting(headers, byTime, (expected) => Effect.tap(goals.change(id, params.id, payload, expected), told))
        ),
      archive: ({ params }) => asUser((id) => Effect.tap(goals.setStatus(id, params.id, "archived"), told)),
      restore: ({ params }) => asUser((id) => Effect.tap(goals.setStatus(id, params.id, "active"), told))
    })
  })
)

const told = ({ updatedAt }: Pick<Goal, "updatedAt">) => tell(byTime, updatedAt)
