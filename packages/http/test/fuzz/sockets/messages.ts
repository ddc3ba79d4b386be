/**
 * Messages that are not HTTP, or nearly: by what is wrong with them.
 */
import * as fc from "fast-check"
import { frames } from "./frames.ts"
import { heads } from "./heads.ts"

export interface Message {
  readonly family: keyof typeof families
  readonly bytes: string
  /** Whether we say that nothing more comes, as most do; else we just wait. */
  readonly ends: boolean
}

const families = { ...heads, ...frames }

const names = Object.keys(families).filter((name): name is Message["family"] => name in families)

export const messages: fc.Arbitrary<Message> = fc.oneof(
  ...names.map((family) =>
    fc.record({
      family: fc.constant(family),
      bytes: families[family],
      ends: fc.integer({ min: 0, max: 9 }).map((n) => n > 0)
    })
  )
)
