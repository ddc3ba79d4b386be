/**
 * Asks a model and gives what it answers, element by element: within the learner's budget, with more tries where they
 * help, and one chance to mend an answer that is not what was asked for.
 */
import {
  type AuthorError,
  AuthorFailed,
  type CallPurpose,
  ModelBudget,
  type PlannedCall,
  type RunId,
  type UserId
} from "@loopi/core"
import { Effect, Queue, type Redacted, Stream } from "effect"
import { mendVersion } from "../prompts/mend.ts"
import type { Prompt } from "../prompts/Prompt.ts"
import type { AnthropicSettings } from "./AnthropicSettings.ts"
import { type Credentials, makeCredentials } from "./credentials.ts"
import { failed } from "./failures.ts"
import { makeSend } from "./Messages.ts"
import { readReply, type Reply } from "./Reply.ts"
import { type Messages, mending, most, requestFor } from "./request.ts"
import { retrying } from "./retrying.ts"

/** What is asked, and for whom. */
export interface Ask<Input, Element> {
  readonly userId: UserId
  readonly runId: RunId | null
  readonly prompt: Prompt<Input, Element>
  readonly input: Input
  /** Whether nothing may be missing: then one flaw spoils the answer. Else what is good is good. */
  readonly whole?: boolean
  /** Whether an empty list is an answer. */
  readonly mayBeEmpty?: boolean
}

export interface Asking extends Pick<Credentials, "served"> {
  /** Each element as it validates. What was given stays good when the rest fails. */
  readonly each: <Input, Element>(ask: Ask<Input, Element>) => Stream.Stream<Element, AuthorError>
  /** All of them at once. */
  readonly all: <Input, Element>(ask: Ask<Input, Element>) => Effect.Effect<ReadonlyArray<Element>, AuthorError>
}

export const makeAsking = Effect.fnUntraced(function* (settings: AnthropicSettings) {
  const budget = yield* ModelBudget
  const credentials = yield* makeCredentials(settings)
  const send = makeSend(settings)

  /** One request: reserved, made, settled. */
  const once = <Input, Element>(
    { prompt, runId, userId, whole = false }: Ask<Input, Element>,
    { key, messages, purpose, take }: Turn<Element>
  ): Effect.Effect<Reply, AuthorError> => {
    const request = requestFor(settings, prompt, messages)
    const promptVersion = purpose === "mend" ? mendVersion : prompt.version
    const call: PlannedCall = { userId, runId, purpose, model: settings.model, promptVersion, most: most(request) }
    return budget.metered(call, (tell) => readReply(send(request, key), { prompt, whole, take, tell }))
  }

  /** The question, and where the answer is of no use, once more with what is wrong with it. */
  const exchange = Effect.fnUntraced(function* <Input, Element>(ask: Ask<Input, Element>, hand: Hand<Element>) {
    const key = yield* credentials.keyOf(ask.userId)
    const asked: Messages = [{ role: "user", content: ask.prompt.ask(ask.input) }]
    const turn = (messages: Messages, purpose: CallPurpose) =>
      Effect.andThen(Effect.sync(hand.startOver), once(ask, { key, messages, purpose, take: hand.take })).pipe(
        retrying(settings, () => hand.count() === 0 || hand.mayStartOver)
      )
    const isEnough = (reply: Reply) =>
      hand.count() === 0
        ? ask.mayBeEmpty === true && reply.flaw === undefined
        : ask.whole !== true || reply.flaw === undefined

    const reply = yield* turn(asked, ask.prompt.purpose)
    if (isEnough(reply)) return
    const mended = yield* turn([...asked, ...mending(ask.prompt, reply)], "mend")
    if (!isEnough(mended)) return yield* failed("malformed")
  })

  const all: Asking["all"] = <Input, Element>(ask: Ask<Input, Element>) =>
    Effect.suspend(() => {
      let elements: Array<Element> = []
      return exchange(ask, {
        mayStartOver: true,
        startOver: () => void (elements = []),
        count: () => elements.length,
        take: (element) => Effect.sync(() => elements.push(element))
      }).pipe(
        // Asked again it would be as long again: what there is of it was paid for.
        Effect.catchIf(
          (error) => isTruncated(error) && elements.length > 0 && ask.whole !== true,
          () => Effect.void
        ),
        Effect.map(() => elements)
      )
    })

  const each: Asking["each"] = <Input, Element>(ask: Ask<Input, Element>) =>
    Stream.callback<Element, AuthorError>((queue) => {
      let count = 0
      return exchange(ask, {
        mayStartOver: false,
        startOver: () => {},
        count: () => count,
        take: (element) =>
          Effect.andThen(
            Effect.sync(() => (count += 1)),
            Queue.offer(queue, element)
          )
      }).pipe(
        Effect.matchCauseEffect({
          onFailure: (cause) => Queue.failCause(queue, cause),
          onSuccess: () => Queue.end(queue)
        })
      )
    })

  return { served: credentials.served, each, all } satisfies Asking
})

const isTruncated = (error: AuthorError): boolean => error instanceof AuthorFailed && error.reason === "truncated"

interface Turn<Element> extends Pick<Hand<Element>, "take"> {
  readonly key: Redacted.Redacted | undefined
  readonly messages: Messages
  readonly purpose: CallPurpose
}

/** Where elements go. */
interface Hand<Element> {
  readonly mayStartOver: boolean
  readonly startOver: () => void
  readonly count: () => number
  readonly take: (element: Element) => Effect.Effect<unknown>
}
