/**
 * Shows on stderr how much work is done where nobody knows how much there is: silence where output goes to a file.
 */
import { DateTime, Effect } from "effect"

export interface Counting {
  readonly show: (note: string) => Effect.Effect<void>
  /** Takes the line away. */
  readonly clear: Effect.Effect<void>
}

/** Ten times a second is as often as anybody can read. */
const pause = 100

export const make = (label: string): Counting => {
  const { stderr } = process
  const write = (text: string) => Effect.sync(() => stderr.isTTY && void stderr.write(text)).pipe(Effect.asVoid)
  let shownAt = 0
  return {
    show: Effect.fnUntraced(function* (note: string) {
      const now = DateTime.toEpochMillis(yield* DateTime.now)
      if (now - shownAt < pause) return
      shownAt = now
      yield* write(`\r\u001b[2K${label.padEnd(16)} ${note}`)
    }),
    clear: write("\r\u001b[2K")
  }
}
