import type { EmbedderFailed } from "@loopi/core"
import { Result, Schema } from "effect"
import { failed } from "../failures.ts"

const Answer = Schema.Struct({
  data: Schema.Array(Schema.Struct({ index: Schema.Int, embedding: Schema.Array(Schema.Finite) }))
})

const decode = Schema.decodeUnknownResult(Answer)

/** The vectors of `{data: [{index, embedding}]}`, in the order of the texts whatever order they came in. */
export const listed = (answer: unknown): Result.Result<ReadonlyArray<ReadonlyArray<number>>, EmbedderFailed> => {
  const decoded = decode(answer)
  if (Result.isFailure(decoded)) return Result.fail(failed("malformed"))
  const sorted = decoded.success.data.toSorted((a, b) => a.index - b.index)
  return sorted.every(({ index }, i) => index === i)
    ? Result.succeed(sorted.map(({ embedding }) => embedding))
    : Result.fail(failed("malformed"))
}
