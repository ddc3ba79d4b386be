/**
 * Takes a secret in: typed unseen at a terminal, or piped. Never as an argument, which the shell and `ps` would keep.
 */
import { Effect, Redacted, Stdio, Stream } from "effect"
import { Prompt } from "effect/cli"

export const readSecretInput = Effect.fnUntraced(function* (what: string) {
  const { stdin, stdinIsTerminal } = yield* Stdio.Stdio
  // Whoever leaves the prompt has given nothing.
  if (yield* stdinIsTerminal) {
    return yield* Prompt.run(Prompt.Password({ message: what })).pipe(Effect.catch(() => Effect.interrupt))
  }
  const text = stdin.pipe(
    Stream.decodeText(),
    Stream.runFold(
      () => "",
      (read: string, more: string) => (read.length > enough ? read : read + more)
    )
  )
  return Redacted.make(yield* Effect.orDie(text))
})

/** More than any key has: what is longer is refused for it, and need not be kept. */
const enough = 4_096
