/**
 * What commands print: words for people, JSON for programs.
 */
import { Console, Effect, Schema } from "effect"

/** Prints lines, or the value as JSON when asked to. */
export const show = <S extends Schema.Codec<unknown, unknown>>(
  schema: S,
  value: S["Type"],
  json: boolean,
  lines: (value: S["Type"]) => ReadonlyArray<string>
): Effect.Effect<void> =>
  json ? printJson(schema, value) : Effect.forEach(lines(value), (line) => Console.log(line), { discard: true })

const printJson = <S extends Schema.Codec<unknown, unknown>>(schema: S, value: S["Type"]): Effect.Effect<void> =>
  Schema.encodeEffect(Schema.toCodecJson(schema))(value).pipe(
    Effect.orDie,
    Effect.flatMap((encoded) => Console.log(JSON.stringify(encoded, null, 2)))
  )

/** Prints lines. */
export const say = (...lines: ReadonlyArray<string>): Effect.Effect<void> =>
  Effect.forEach(lines, (line) => Console.log(line), { discard: true })
