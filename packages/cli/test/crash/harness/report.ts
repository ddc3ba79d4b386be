/**
 * A campaign in words: a line a round, and one at the end.
 */
import type { Kind } from "../checker/Finding.ts"
import type { Outcome } from "../checker/History.ts"
import type { Witness } from "../clients/Witness.ts"
import type { Campaign } from "./campaign.ts"
import type { Round } from "./rounds.ts"

export const lineOfRound = (
  { backAfter, computed, drains, killedAfter }: Round,
  number: number,
  witness: Witness
): string =>
  [
    `round ${number}: killed after ${killedAfter} ms`,
    `back in ${backAfter} ms${computed === 0 ? "" : ` (${computed} ms computed)`}`,
    `${told(witness, "acknowledged")} acknowledged`,
    `${told(witness, "conflict")} conflicts`,
    `${told(witness, "unknown")} without an answer`,
    `${drains} writes to the archive`
  ].join(", ")

export const summaryOf = ({ findings, rounds, witness }: Campaign): string => {
  const found = (...kinds: ReadonlyArray<Kind>) => findings.filter(({ kind }) => kinds.includes(kind)).length
  const lost = found("lost")
  const doubled = found("id_doubled", "version_doubled", "acknowledged_twice")
  return [
    `${rounds.length} rounds`,
    `${told(witness, "acknowledged")} acknowledged`,
    `lost ${lost}`,
    `doubled ${doubled}`,
    `${findings.length - lost - doubled} other findings`,
    `${rounds.reduce((sum, { refused }) => sum + refused, 0)} refused in vain`,
    `slowest restart ${most(rounds, "backAfter")} ms (${most(rounds, "computed")} ms computed)`
  ].join(", ")
}

const most = (rounds: ReadonlyArray<Round>, field: "backAfter" | "computed"): number =>
  rounds.reduce((most, round) => Math.max(most, round[field]), 0)

const told = ({ attempts }: Witness, tag: Outcome["tag"]): number =>
  attempts.filter(({ outcome }) => outcome.tag === tag).length
