/**
 * A flag that takes a whole number within bounds, which its help tells and its refusal repeats.
 */
import { Flag } from "effect/cli"

export interface Bounds {
  readonly least: number
  readonly most: number
  /** What it is where nobody says, as in "20". */
  readonly otherwise?: number
}

export const numberFlag = (name: string, means: string, { least, most, otherwise }: Bounds): Flag.Flag<number> =>
  Flag.Int(name).pipe(
    Flag.withMetavar("NUMBER"),
    Flag.withDescription(
      `${means} (${least} to ${most}${otherwise === undefined ? "" : `; ${otherwise} unless you say`})`
    ),
    Flag.filter(
      (n) => n >= least && n <= most,
      () => `a number from ${least} to ${most}`
    )
  )
