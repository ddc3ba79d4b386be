/**
 * What goes wrong is told in one line, with an exit code for scripts, and costs no data.
 */
import { GoalTitle } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { open } from "loopi"
import { Desk } from "./Desk.ts"
import type { Outcome } from "./program.ts"
import { runHere } from "./runHere.ts"

/** Nothing on stdout, and this one line on stderr. */
const assertRefused = (outcome: Outcome, exit: number, line: string) =>
  assert.deepStrictEqual(outcome, { exit, signal: null, stdout: "", stderr: `loopi: ${line}\n` })

const nobody = "00000000-0000-7000-8000-00000000dead"

type Case = readonly [name: string, args: ReadonlyArray<string>, exit: number, line: string]

const misuses: ReadonlyArray<Case> = [
  ["a command it does not know", ["lern"], 2, 'usage: Unknown subcommand "lern" for "loopi". See `loopi --help`'],
  [
    "a flag it does not know",
    ["due", "--all"],
    2,
    "usage: Unrecognized flag: --all in command loopi due. See `loopi due --help`"
  ],
  [
    "a number out of range",
    ["due", "--limit", "99"],
    2,
    'usage: Invalid value for flag --limit: "99". Expected: a number from 1 to 50. See `loopi due --help`'
  ],
  [
    "a rating that is none",
    ["rate", "12", "fine", "--at", "0"],
    2,
    'usage: Invalid value for argument <rating>: "fine". Expected: 1, 2, 3, 4, again, hard, good, easy. See `loopi rate --help`'
  ],
  [
    "a command that is nearly one",
    ["studdy"],
    2,
    'usage: Unknown subcommand "studdy" for "loopi". Did you mean study? See `loopi --help`'
  ],
  [
    "a host that is a name",
    ["serve", "--host", "localhost"],
    2,
    'usage: "localhost" cannot be listened on. Give --host an IP address, as in 127.0.0.1 or 0.0.0.0'
  ],
  [
    "a port that there is not",
    ["serve", "--port", "70000"],
    2,
    'usage: Invalid value for flag --port: "70000". Expected: a number from 0 to 65535. See `loopi serve --help`'
  ],
  [
    "a blank title",
    ["goal", "add", "  "],
    2,
    'usage: Invalid value for argument <title>: " ". Expected: at least 1 character. See `loopi goal add --help`'
  ],
  ["a rating without a card", ["rate"], 2, "usage: Missing required argument: card. See `loopi rate --help`"]
]
for (const [name, args, exit, line] of misuses) {
  it.effect(`loopi refuses ${name}`, () => Effect.map(runHere(args), (outcome) => assertRefused(outcome, exit, line)))
}

it.layer(Desk.layer, { timeout: "60 seconds" })("loopi refuses", (it) => {
  const cases: ReadonlyArray<Case> = [
    ["a command line that is none", ["lern"], 2, 'usage: Unknown subcommand "lern" for "loopi". See `loopi --help`'],
    [
      "to guess a goal where there is none",
      ["tree"],
      4,
      "goal_not_found: you have no goal yet. Start one with `loopi goal add TITLE --notes FILE`"
    ],
    [
      "a goal nobody has",
      ["tree", "chess"],
      4,
      'goal_not_found: you have no goal "chess". See yours with `loopi goal list`'
    ],
    [
      "to rate a card nobody has",
      ["rate", nobody, "good", "--at", "0"],
      4,
      "schedule_not_found: You have no such flashcard, or it is a draft. See your cards with `loopi cards`; approve drafts before you study them"
    ]
  ]
  for (const [name, args, exit, line] of cases) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const { loopi } = yield* Desk
        assertRefused(yield* loopi(args), exit, line)
      })
    )
  }

  it.effect("a goal too many, a name that fits several, and cards without a tree", () =>
    Effect.gen(function* () {
      const { data, loopi } = yield* Desk
      yield* startGoals(data, ["Chess", "Knots", "Latin", "Jazz", "Bread", "Stars"])

      assertRefused(
        yield* loopi(["goal", "add", "Chemistry"]),
        5,
        "goal_limit_reached: you may have 6 active goals. See yours with `loopi goal list`, and archive or restore one"
      )
      assertRefused(
        yield* loopi(["tree", "s"]),
        2,
        "goal_ambiguous: 3 goals could be meant. Name one by its number in `loopi goal list`"
      )
      assertRefused(
        yield* loopi(["generate", "latin"]),
        4,
        "skill_tree_not_found: The goal has no skill tree yet. Grow one with `loopi tree --notes FILE`"
      )
    })
  )
})

const startGoals = (directory: string, titles: ReadonlyArray<string>) =>
  Effect.acquireUseRelease(
    Effect.promise(() => open({ directory })),
    ({ goals, learner }) =>
      Effect.forEach(titles, (title) => Effect.promise(() => goals.create(learner, { title: GoalTitle.make(title) }))),
    ({ close }) => Effect.promise(close)
  )
