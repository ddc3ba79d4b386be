/**
 * `loopi search`: goals and flashcards by meaning and by words.
 */
import { EmbeddedKind, hitsShown, Search, type SearchHit, SearchReport, SearchText } from "@loopi/core"
import { Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { numberFlag } from "../arguments/numberFlag.ts"
import { show } from "../output/output.ts"
import { count, cut, dim } from "../render/text.ts"
import { json } from "../root.ts"
import { learner, withLoopi } from "../session.ts"

export const search = Command.make(
  "search",
  {
    text: Argument.String("text").pipe(
      Argument.withDescription("What to look for, 2 to 200 characters"),
      Argument.withSchema(SearchText)
    ),
    kind: Flag.Literals("kind", EmbeddedKind.literals).pipe(
      Flag.withDescription("Goals or flashcards alone"),
      Flag.optional
    ),
    limit: numberFlag("limit", "Hits at the most", { least: 1, most: 50, otherwise: hitsShown }).pipe(Flag.optional),
    json
  },
  ({ json, kind, limit, text }) =>
    withLoopi(
      Effect.gen(function* () {
        const report = yield* (yield* Search).find(learner, text, {
          ...Option.match(kind, { onNone: () => ({}), onSome: (kind) => ({ kind }) }),
          ...Option.match(limit, { onNone: () => ({}), onSome: (limit) => ({ limit }) })
        })
        yield* show(SearchReport, report, json, rendered)
      })
    )
).pipe(
  Command.withDescription("Find goals and cards by what they mean and the words in them"),
  Command.withExamples([
    { command: 'loopi search "how memories fade"', description: "Among everything you have" },
    { command: "loopi search spacing --kind flashcard --json", description: "Cards alone, for programs" }
  ])
)

const rendered = ({ hits, meaningSkipped }: SearchReport): ReadonlyArray<string> => [
  ...hits.flatMap(linesOf),
  hits.length === 0
    ? dim("Nothing like it. Other words may find it.")
    : dim(`${count(hits.length, "hit")}, best first`),
  ...(meaningSkipped === null ? [] : [dim(`Only words were compared: ${meaningSkipped.replaceAll("_", " ")}`)])
]

const linesOf = (hit: SearchHit): ReadonlyArray<string> =>
  hit.kind === "goal"
    ? [`${dim(hit.goal.id)}  goal  ${cut(hit.goal.title, 70)}  ${why(hit)}`]
    : [
        `${dim(hit.card.id)}  card  ${cut(hit.card.question, 70)}  ${why(hit)}`,
        `${" ".repeat(hit.card.id.length)}        ${dim(cut(hit.card.answer, 70))}`
      ]

const why = ({ meaning, words }: SearchHit): string =>
  dim(
    [
      ...(meaning === null ? [] : [`meaning ${meaning.toFixed(2)}`]),
      ...(words === 0 ? [] : [`words ${Math.round(words * 100)} %`])
    ].join(", ")
  )
