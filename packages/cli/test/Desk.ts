/**
 * A learner's desk: a directory for a group of tests, and the program working on it.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Context, Effect, Layer, Schema } from "effect"
import { fromTemplate } from "../../loopi/test/template.ts"
import { type Outcome, run, type Running, start, type Surroundings } from "./program.ts"
import { runHere } from "./runHere.ts"

export class Desk extends Context.Service<
  Desk,
  {
    /** Where notes are. */
    readonly directory: string
    /** Where the program keeps its data. */
    readonly data: string
    readonly loopi: (args: ReadonlyArray<string>, surroundings?: Surroundings) => Effect.Effect<Outcome>
    /** What the program prints as JSON; asked in this process, which saves half the time. */
    readonly read: <A, I>(schema: Schema.Codec<A, I>, ...args: ReadonlyArray<string>) => Effect.Effect<A>
    readonly start: (...args: ReadonlyArray<string>) => Effect.Effect<Running>
    /** Puts a note on the desk, and gives its path. */
    readonly note: (name: string, content: string | Uint8Array) => Effect.Effect<string>
  }
>()("@loopi/cli/test/Desk") {
  /** With a data directory in which nobody has done anything yet. */
  static readonly layer: Layer.Layer<Desk> = Layer.effect(
    Desk,
    Effect.tap(
      Effect.suspend(() => blank),
      ({ data }) => fromTemplate(data)
    )
  )

  /** Without a data directory: the program has never run. */
  static readonly layerBlank: Layer.Layer<Desk> = Layer.effect(
    Desk,
    Effect.suspend(() => blank)
  )
}

const blank = Effect.gen(function* () {
  const directory = yield* temporaryDirectory
  const data = join(directory, "data")
  const loopi = (args: ReadonlyArray<string>, surroundings?: Surroundings) =>
    run([...args, "--data", data], surroundings)
  return Desk.of({
    directory,
    data,
    loopi,
    read: (schema, ...args) =>
      runHere([...args, "--json", "--data", data]).pipe(
        Effect.flatMap(({ stdout }) => Schema.decodeEffect(Schema.fromJsonString(Schema.toCodecJson(schema)))(stdout)),
        Effect.orDie
      ),
    start: (...args) => start([...args, "--data", data]),
    note: (name, content) =>
      Effect.promise(() => writeFile(join(directory, name), content)).pipe(Effect.as(join(directory, name)))
  })
})

export const temporaryDirectory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "loopi desk é%20#"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
)
