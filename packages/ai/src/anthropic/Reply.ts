/**
 * Reads one reply of a model: hands on each element as it validates, counts tokens, and says how the reply ended.
 */
import type { AuthorFailed, TokenUsage } from "@loopi/core"
import { Effect, Result, Stream } from "effect"
import type { Prompt } from "../prompts/Prompt.ts"
import { makeElementReader } from "./ElementReader.ts"
import type { MessageEvent, Usage } from "./events.ts"
import { failed } from "./failures.ts"

/** How a reply was, when it ended as it should. */
export interface Reply {
  /** What the model wrote, to be shown to it again where it has to mend it. */
  readonly text: string
  /** What is wrong with it, if anything. */
  readonly flaw: string | undefined
}

export interface ReplyTo<Element> {
  readonly prompt: Pick<Prompt<never, Element>, "list" | "decode">
  /** Whether nothing is taken after a flaw: the elements come in an order that matters. */
  readonly whole: boolean
  /** Takes an element that is as it should be. */
  readonly take: (element: Element) => Effect.Effect<unknown>
  readonly tell: (usage: TokenUsage) => Effect.Effect<void>
}

/** As much of a reply as is shown to the model again. */
const longestText = 40_000

export const readReply = Effect.fnUntraced(function* <Element>(
  events: Stream.Stream<MessageEvent, AuthorFailed>,
  { prompt, take, tell, whole }: ReplyTo<Element>
) {
  const reader = makeElementReader(prompt.list)
  let usage: Usage = {}
  let isOver = false
  let text = ""
  let flaw: string | undefined

  const counted = (told: Usage | null | undefined): Effect.Effect<void> => {
    if (told === undefined || told === null) return Effect.void
    usage = merged(usage, told)
    return tell(tokensOf(usage))
  }

  const wrote = (piece: string): Effect.Effect<void, AuthorFailed> => {
    if (text.length < longestText) text += piece
    const read = reader.feed(piece)
    if (Result.isFailure(read)) return Effect.fail(failed(read.failure === "too_long" ? "truncated" : "malformed"))
    return Effect.forEach(
      read.success,
      (element) => {
        const decoded = Result.flatMap(element, prompt.decode)
        if (Result.isSuccess(decoded)) return whole && flaw !== undefined ? Effect.void : take(decoded.success)
        flaw ??= decoded.failure.slice(0, 500)
        return Effect.void
      },
      { discard: true }
    )
  }

  const happened = (event: MessageEvent): Effect.Effect<void, AuthorFailed> => {
    if (event.type === "message_start") return counted(event.message.usage)
    if (event.type === "content_block_delta") return wrote(event.delta.text)
    isOver = true
    return event.type === "message_delta" ? counted(event.usage) : Effect.void
  }

  yield* Stream.runForEach(events, happened)
  // Told by its last events alone: a connection may end as if nothing was the matter.
  if (!isOver) return yield* failed("cut_off")
  if (reader.state() !== "ended") flaw ??= `no list "${prompt.list}" in it that ends`
  return { text, flaw } satisfies Reply
})

/** Later numbers replace earlier ones: providers tell totals, not differences. */
const merged = (before: Usage, told: Usage): Usage => ({
  input_tokens: told.input_tokens ?? before.input_tokens ?? null,
  cache_creation_input_tokens: told.cache_creation_input_tokens ?? before.cache_creation_input_tokens ?? null,
  cache_read_input_tokens: told.cache_read_input_tokens ?? before.cache_read_input_tokens ?? null,
  output_tokens: told.output_tokens ?? before.output_tokens ?? null
})

const tokensOf = (usage: Usage): TokenUsage => ({
  inputTokens:
    (usage.input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0),
  outputTokens: usage.output_tokens ?? 0
})
