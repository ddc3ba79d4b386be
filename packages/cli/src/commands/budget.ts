/**
 * `loopi budget`: what models were asked for, what that took, and what is left for today.
 */
import { Budget, CurrentPolicy, resetsAt } from "@loopi/core"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { numberFlag } from "../arguments/numberFlag.ts"
import { show } from "../output/output.ts"
import { BudgetReport, renderBudget } from "../render/budget.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"

const days = numberFlag("days", "How many days to look back, today included", {
  least: 1,
  most: 366,
  otherwise: 30
}).pipe(Flag.withDefault(30))

export const budget = Command.make("budget", { days, json }, ({ days, json }) =>
  withLoopi(
    Effect.gen(function* () {
      const ledger = yield* Budget
      const { callsPerDay, tokensPerDay } = yield* CurrentPolicy
      const [today, spent] = [yield* ledger.today(learner), yield* ledger.report(learner, days)]
      const report = { today, callsPerDay, tokensPerDay, resetsAt: resetsAt(today.day), days, spent }
      yield* show(BudgetReport, report, json, renderBudget)
    })
  )
).pipe(
  Command.withDescription("Show what models were asked for, what it took, and what is left for today (in UTC)"),
  Command.withExamples([
    { command: "loopi budget", description: "Of the last 30 days" },
    { command: "loopi budget --days 1 --json", description: "Of today, for programs" }
  ])
)
