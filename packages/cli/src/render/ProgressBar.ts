/**
 * Shows on stderr how far long work has come: a bar where somebody is watching, silence where output goes to a file.
 */
import { Effect } from "effect"
import { gauge } from "./bars.ts"
import { cut } from "./text.ts"

export interface ProgressBar {
  readonly show: (done: number, total: number, note: string) => Effect.Effect<void>
  /** Takes the bar away. */
  readonly clear: Effect.Effect<void>
}

export const make = (label: string): ProgressBar => {
  const { stderr } = process
  const write = (text: string) => Effect.sync(() => stderr.isTTY && void stderr.write(text)).pipe(Effect.asVoid)
  return {
    show: (done, total, note) => {
      const share = total === 0 ? 1 : done / total
      const percent = `${Math.round(share * 100)}`.padStart(3)
      return write(`\r\u001b[2K${label.padEnd(16)} ${gauge(share, 28)} ${percent} %  ${cut(note, 28)}`)
    },
    clear: write("\r\u001b[2K")
  }
}
