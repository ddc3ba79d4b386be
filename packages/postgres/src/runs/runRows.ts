/**
 * Runs, steps and events as their tables hold them. Names within JSON of others' making are not ours to spell: it is
 * read as text.
 */
import { RunEvent, RunFailure, RunInput, Run, RunStep } from "@loopi/core"
import { Schema } from "effect"
import { jsonb } from "../internal/jsonb.ts"

export const FailureColumn = jsonb(Schema.NullOr(Schema.toCodecJson(RunFailure)))

export const RunRow = Schema.Struct({
  ...Run.fields,
  input: jsonb(RunInput),
  failure: FailureColumn,
  createdAt: Schema.DateTimeUtcFromDate,
  updatedAt: Schema.DateTimeUtcFromDate
}).pipe(Schema.decodeTo(Run))

const JsonText = Schema.fromJsonString(Schema.Json)

export const StepRow = Schema.Struct({ ...RunStep.fields, output: JsonText, at: Schema.DateTimeUtcFromDate })

export const EventRow = Schema.Struct({ ...RunEvent.fields, detail: JsonText, at: Schema.DateTimeUtcFromDate })

export const NewEvents = Schema.fromJsonString(
  Schema.Array(Schema.Struct({ kind: RunEvent.fields.kind, detail: Schema.Json }))
)
