/**
 * Says within this program, and hears from others by LISTEN where that works, that something happened in some run.
 */
import { Ids, RunId } from "@loopi/core"
import { Effect, Option, PubSub, Schema, Stream } from "effect"
import type { SqlClient } from "effect/sql"
import { isEmbedded } from "../internal/isEmbedded.ts"
import { listeningTo } from "../internal/nudges.ts"
import { runChannel } from "./runWriting.ts"

/** What a nudge is told apart by from those of this program, which were heard already. */
const Nudge = Schema.TemplateLiteralParser([RunId, " ", Schema.String])
const decode = Schema.decodeUnknownOption(Nudge)

export const runNudgesOf = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const program = yield* Effect.flatMap(Ids, (ids) => ids.next)
  const heard = yield* PubSub.sliding<RunId>(1_000)
  const elsewhere = (yield* listeningTo(sql, runChannel, yield* isEmbedded(sql))).pipe(
    Stream.map((said) => decode(said)),
    Stream.filter(Option.isSome),
    Stream.filter(({ value: [, , sender] }) => sender !== program),
    Stream.map(({ value: [id] }) => id)
  )
  // One connection listens, for as long as anybody here wants to hear.
  const shared = yield* Stream.share(elsewhere, { capacity: 1_000, strategy: "sliding", idleTimeToLive: "30 seconds" })
  return {
    /** What other programs are told of a run. */
    nudgeOf: (id: RunId): string => `${id} ${program}`,
    /** Where a transaction is open around it, once that is committed. */
    say: (id: RunId) => sql.afterCommit(Effect.asVoid(PubSub.publish(heard, id))),
    nudges: Stream.merge(Stream.fromPubSub(heard), shared)
  }
})
