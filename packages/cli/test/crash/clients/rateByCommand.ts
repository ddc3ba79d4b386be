/**
 * A client that runs `loopi rate`, and kills it where it takes longer than it is given.
 */
import { RatedCard } from "@loopi/core"
import { type Duration, Effect, Schema } from "effect"
import { start } from "../../program.ts"
import type { Outcome } from "../checker/History.ts"
import type { Place } from "../harness/Served.ts"
import type { Sent } from "./Witness.ts"

export const rateByCommand = ({ data, env }: Place, killAfter: Duration.Input) =>
  Effect.fnUntraced(function* ({ cardId, rating, version }: Sent) {
    const args = ["rate", cardId, `${rating}`, "--at", `${version}`, "--json", "--data", data]
    const { child, end } = yield* start(args, { env })
    child.stdin.end()
    const killer = Effect.sleep(killAfter).pipe(Effect.andThen(Effect.sync(() => child.kill("SIGKILL"))))
    const { exit, stderr, stdout } = yield* Effect.raceFirst(end, Effect.andThen(killer, end))
    // What was printed was said, even if the program was killed right afterwards.
    if (stdout.endsWith("}\n")) return { tag: "acknowledged", schedule: decodeRated(stdout).schedule } satisfies Outcome
    const [, code = ""] = /^loopi: (\w+):/m.exec(stderr) ?? []
    if (exit === null) return { tag: "unknown" } satisfies Outcome
    return code === "schedule_conflict" ? conflict : ({ tag: "refused", code } satisfies Outcome)
  })

const conflict = { tag: "conflict" } satisfies Outcome

const decodeRated = Schema.decodeSync(Schema.fromJsonString(Schema.toCodecJson(RatedCard)))
