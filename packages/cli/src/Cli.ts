/**
 * All commands of the program.
 */
import { Effect } from "effect"
import { CliOutput, Command } from "effect/cli"
import { account } from "./commands/account.ts"
import { backup } from "./commands/backup.ts"
import { budget } from "./commands/budget.ts"
import { calibrate } from "./commands/calibrate.ts"
import { cards } from "./commands/cards.ts"
import { demo } from "./commands/demo.ts"
import { doctor } from "./commands/doctor.ts"
import { due } from "./commands/due.ts"
import { erase } from "./commands/erase.ts"
import { exportAll } from "./commands/export.ts"
import { generate } from "./commands/generate.ts"
import { goal } from "./commands/goal.ts"
import { health } from "./commands/health.ts"
import { keys } from "./commands/keys.ts"
import { migrate } from "./commands/migrate.ts"
import { rate } from "./commands/rate.ts"
import { reindex } from "./commands/reindex.ts"
import { restore } from "./commands/restore.ts"
import { runs } from "./commands/runs.ts"
import { search } from "./commands/search.ts"
import { serve } from "./commands/serve.ts"
import { stats } from "./commands/stats.ts"
import { study } from "./commands/study.ts"
import { tree } from "./commands/tree.ts"
import { root } from "./root.ts"

export { version } from "./version.ts"

export const loopi = root.pipe(
  Command.withExamples([
    { command: "loopi demo", description: "See the whole loop on real notes" },
    { command: 'loopi goal add "Understand memory" --notes notes.md', description: "Start a goal from your notes" },
    { command: "loopi generate --approve && loopi study", description: "Write cards and study them" }
  ]),
  Command.withSubcommands([
    demo,
    serve,
    account,
    goal,
    tree,
    generate,
    runs,
    cards,
    study,
    due,
    rate,
    stats,
    health,
    budget,
    search,
    doctor,
    backup,
    restore,
    exportAll,
    erase,
    reindex,
    calibrate,
    keys,
    migrate
  ])
)

/** Help as it comes; what was wrong with a command line is told in our own one line. */
export const presenter: CliOutput.Presenter = {
  present: (event) => (event._tag === "InvalidInvocation" ? Effect.void : CliOutput.defaultPresenter.present(event))
}
