/**
 * How cards do, against what scheduling predicts of them.
 */
import type { GroupHealth, HealthReport, RecallGap } from "@loopi/core"
import { shortLength, shortOf } from "../arguments/shortId.ts"
import { bold, count, cut, dim, green } from "./text.ts"

export const renderHealth = (report: HealthReport): ReadonlyArray<string> => {
  const { all, toRewrite } = report
  if (all.reviews === 0) return [dim("No card has been reviewed often enough to say how it does.")]
  const length = shortLength(toRewrite.map(({ card }) => card.id))
  return [
    `${bold("All")} ${count(all.cards, "card")}, ${count(all.reviews, "review")}: ${gapText(all)}`,
    ...(toRewrite.length === 0
      ? [green("No card is forgotten more often than chance explains.")]
      : [bold(`Forgotten more often than predicted: ${count(toRewrite.length, "card")}`)]),
    ...toRewrite.flatMap(({ card, ...gap }) => [
      `  ${dim(shortOf(card.id, length))}  ${cut(card.question, 90)}`,
      `  ${" ".repeat(length)}  ${dim(`${count(gap.reviews, "review")}: ${gapText(gap)}`)}`
    ]),
    ...group("By author", report.authors),
    ...group("By model", report.models),
    ...group("By version of the prompt", report.promptVersions),
    ...(toRewrite.length === 0 ? [] : [dim("Have one written anew: loopi cards rewrite CARD")])
  ]
}

/** A group that is all there is says nothing. */
const group = (title: string, groups: ReadonlyArray<GroupHealth>): ReadonlyArray<string> =>
  groups.every(({ name }) => name === null)
    ? []
    : [
        bold(title),
        ...groups.map(
          ({ cards, name, ...gap }) =>
            `  ${cut(name ?? "none", 30).padEnd(30)} ${`${cards}`.padStart(5)}  ${gapText(gap)}`
        )
      ]

const gapText = ({ gap, high, low, observed, predicted }: RecallGap): string =>
  `recalled ${percent(observed)}, ${percent(predicted)} predicted (${signed(gap)}; between ${signed(low)} and ${signed(high)})`

const percent = (share: number): string => `${Math.round(share * 100)} %`

const signed = (share: number): string => `${share < 0 ? "−" : "+"}${Math.abs(Math.round(share * 100))}`
