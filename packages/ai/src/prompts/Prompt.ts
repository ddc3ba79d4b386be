/**
 * A prompt: what a model is asked to do, for what, and the form its answer must have. Kept like code: by version.
 */
import type { CallPurpose } from "@loopi/core"
import { Result, Schema } from "effect"
import { AnthropicStructuredOutput } from "effect/ai"
import { aboutBlocks, joined } from "./DataBlock.ts"

export interface Prompt<Input, Element> {
  /** Goes up with every change of what is said or asked for: it is kept with each card. */
  readonly version: string
  readonly purpose: CallPurpose
  readonly system: string
  /** The answer is an object with one list, of this name. */
  readonly list: string
  /** The whole answer as JSON Schema. */
  readonly jsonSchema: JsonSchema
  /** Reads one element of the list, or says what is wrong with it. */
  readonly decode: (element: unknown) => Result.Result<Element, string>
  /** What is asked: learners' text in data blocks, and the task. */
  readonly ask: (input: Input) => string
}

export type JsonSchema = Readonly<Record<string, unknown>>

/** What is different from prompt to prompt. */
export interface PromptParts<Input, Element, Encoded> extends Pick<
  Prompt<Input, Element>,
  "version" | "purpose" | "list" | "ask"
> {
  /** Who the model is and how it does this well. */
  readonly role: string
  readonly element: Schema.ConstraintCodec<Element, Encoded>
}

export const makePrompt = <Input, Element, Encoded>({
  element,
  role,
  ...parts
}: PromptParts<Input, Element, Encoded>): Prompt<Input, Element> => {
  const { jsonSchema } = AnthropicStructuredOutput.toCodecAnthropic(
    Schema.Struct({ [parts.list]: Schema.Array(element) })
  )
  const { codec } = AnthropicStructuredOutput.toCodecAnthropic(element)
  const strict = Schema.decodeUnknownResult(codec)
  // Models that are not held to the schema leave out what is null.
  const loose = Schema.decodeUnknownResult(element)
  return {
    ...parts,
    jsonSchema,
    system: joined([role, aboutBlocks]),
    decode: (value) =>
      strict(value).pipe(
        Result.orElse((error) => Result.mapError(loose(value), () => error)),
        Result.mapError((error) => error.message)
      )
  }
}

/** What is added for a model that is not held to a schema by its server. */
export const formAsked = (jsonSchema: JsonSchema): string =>
  `Answer with one JSON object and nothing else: no sentence before or after it. It has the form of this JSON Schema:\n${JSON.stringify(jsonSchema)}`
