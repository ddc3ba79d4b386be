/**
 * `loopi runs watch`: a run as it goes on.
 */
import { type Run, RunEvent } from "@loopi/core"
import { Console, Effect, Schema } from "effect"
import { Command } from "effect/cli"
import { elseFail, followed } from "../../output/following.ts"
import { say } from "../../output/output.ts"
import { eventLine } from "../../render/event.ts"
import { json } from "../../root.ts"
import { findRun, runArgument } from "../../arguments/runArgument.ts"
import { withLoopi } from "../../session.ts"

export const watch = Command.make("watch", { run: runArgument, json }, ({ json, run: name }) =>
  withLoopi(Effect.flatMap(findRun(name), (run) => seen(run, json)))
).pipe(
  Command.withDescription(
    "Stay with a run until it is over; ends as it does. Ctrl-C leaves it, to go on the next time"
  ),
  Command.withExamples([
    { command: "loopi runs watch last", description: "The newest" },
    { command: "loopi runs watch last --json", description: "A line of JSON an event, for programs" }
  ])
)

const seen = Effect.fnUntraced(function* (run: Run, json: boolean) {
  yield* elseFail(yield* followed(run, (event) => (json ? printed(event) : say(eventLine(event)))))
})

const printed = (event: RunEvent) =>
  Effect.flatMap(Effect.orDie(encode(event)), (encoded) => Console.log(JSON.stringify(encoded)))

const encode = Schema.encodeEffect(Schema.toCodecJson(RunEvent))
