/**
 * A model server for each machine, so that it is known which of them asked; and a word at the instants kills are aimed at.
 */
import { MessagesServer } from "@loopi/ai/testing"
import { Effect, type Scope } from "effect"
import { now } from "./now.ts"
import { answerTo, type Asked, askedIn } from "./answers.ts"

export interface Call extends Asked {
  /** Who asked. */
  readonly machine: number
  /** When it came in, in milliseconds since 1970. */
  readonly at: number
  /** No two calls have the same, so each can be found in the ledger. */
  readonly inputTokens: number
  readonly outputTokens: number
}

/** What becomes of a call that a kill is aimed at. */
export type Fate = "answered" | "cut"

export interface Models {
  readonly urls: ReadonlyArray<string>
  /** Milliseconds that a model thinks. */
  readonly thinking: number
  readonly calls: ReadonlyArray<Call>
  /** Asked of each call as it comes in. */
  readonly onCall: (listen: (call: Call) => Fate) => void
}

/** Milliseconds that a model thinks, unless it is to be slower. */
const quick = 60

const answerAll = (): Fate => "answered"

export const startModels = (machines: number, thinking = quick): Effect.Effect<Models, never, Scope.Scope> =>
  Effect.gen(function* () {
    const calls: Array<Call> = []
    let listen: (call: Call) => Fate = answerAll
    const answering =
      (machine: number): MessagesServer.Answer =>
      ({ body }) => {
        const tokens = { inputTokens: 1_000 + calls.length, outputTokens: 50 + (calls.length % 40) }
        const call = { ...askedIn(body), ...tokens, machine, at: now() }
        calls.push(call)
        const usage = { input_tokens: call.inputTokens, output_tokens: call.outputTokens }
        const reply = { text: answerTo(body), usage, delayMs: thinking }
        return listen(call) === "cut" ? { ...reply, hangAfter: 600 } : reply
      }
    const servers = yield* Effect.forEach(Array(machines).keys(), (machine) =>
      MessagesServer.start(0, answering(machine))
    )
    return {
      urls: servers.map(({ url }) => url),
      thinking,
      calls,
      onCall: (listener) => {
        listen = listener
      }
    }
  })
