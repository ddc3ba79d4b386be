/**
 * Asks the server in this process, and looks at each answer.
 */
import { Effect, Schema } from "effect"
import type { Operation } from "./document/operations.ts"
import type { Draft } from "./drafts/Draft.ts"
import { curl } from "./judge/curl.ts"
import { judge } from "./judge/judge.ts"
import { read, type Told } from "./judge/Told.ts"
import { learnFrom } from "./world/learnFrom.ts"
import { type Sent, sentOf } from "./world/sent.ts"
import { Served } from "./world/Served.ts"
import type { World } from "./world/World.ts"

/** An answer is not as it must be: what about it, to which request, and what it was. */
export class Faulty extends Schema.TaggedError<Faulty>()("Faulty", { message: Schema.String }) {}

export const faulty = (faults: ReadonlyArray<string>, { sent, told: { status, text } }: Asked) =>
  Faulty.make({ message: [...faults, curl(sent), `${status} ${text.slice(0, 500)}`].join("\n") })

export interface Asked {
  readonly sent: Sent
  readonly told: Told
}

export type Ask = Effect.Success<typeof asking>["ask"]

export const asking = Effect.gen(function* () {
  const { exchange } = yield* Served
  const statuses = new Map<number, number>()

  const ask = Effect.fnUntraced(function* (operation: Operation, draft: Draft, world: World) {
    const sent = sentOf(operation, draft, world)
    const { body, headers, learner, method, url } = sent
    const told = yield* read(
      yield* exchange(new Request(url, { method, headers, ...(body !== undefined && { body }) }))
    )
    statuses.set(told.status, (statuses.get(told.status) ?? 0) + 1)
    const faults = judge(operation, sent, told, world)
    if (faults.length > 0) return yield* faulty(faults, { sent, told })
    if (learner !== undefined && operation.isGuarded) learnFrom(learner, told)
    return { sent, told }
  })

  return { ask, statuses }
})
