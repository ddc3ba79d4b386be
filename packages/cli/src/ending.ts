/**
 * What exit code the program ends with when it is told to stop, and how often it has to be told.
 */
import { type Context, Effect } from "effect"

/** What shells call a program that Ctrl-C has cut short. */
export const cutShort = 130

let whenStopped = cutShort

/**
 * Being told to stop is the proper end of what follows, such as serving, which may take its time over it. Whoever says
 * so twice does not want to wait.
 */
export const endsWhenStopped = Effect.contextWith((context: Context.Context<never>) =>
  Effect.sync(() => {
    whenStopped = 0
    let told = 0
    for (const [signal, code] of signals) {
      process.on(signal, () => {
        told++
        if (told === 1) return
        Effect.runSyncWith(context)(Effect.logWarning("Told to stop once more: it stops without waiting for anything."))
        process.exit(code)
      })
    }
  })
)

export const exitWhenStopped = (): number => whenStopped

/** What shells call programs that these have killed. */
const signals = [
  ["SIGINT", cutShort],
  ["SIGTERM", 143]
] as const
