/**
 * A flashcard as text.
 */
import type { Flashcard, RatingPreview } from "@loopi/core"
import { DateTime, Duration } from "effect"
import { shortOf } from "../arguments/shortId.ts"
import { bold, cut, dim, printable } from "./text.ts"

/** Two lines a card: the end of its id, state and question; its answer. */
export const renderCardLines = (card: Flashcard, idLength?: number): ReadonlyArray<string> => {
  const id = shortOf(card.id, idLength)
  return [
    `${dim(id)}  ${card.status === "draft" ? "draft " : "active"}  ${card.kind.padEnd(10)} ${cut(card.question, 90)}`,
    `${" ".repeat(id.length + 21)}${dim(cut(card.answer, 90))}`
  ]
}

/** A card with its answer, who wrote it, and where in the notes it stands. */
export const renderCard = (card: Flashcard, quote: string | null, noteName: string): ReadonlyArray<string> => {
  const { authorship, source } = card
  const origin =
    source === null
      ? dim(`by ${printable(authorship.author)}`)
      : dim(`${printable(noteName)} [${source.start}, ${source.end}) “${cut(quote ?? "", 60)}”`)
  return [
    `  ${bold("Q")} ${printable(card.question)}`,
    `  ${bold("A")} ${cut(card.answer, 300)}`,
    `    ${dim(card.kind)} ${origin}`
  ]
}

/** All that is known of a card, apart from where it comes from. */
export const renderCardFacts = ({
  authorship,
  distractors,
  id,
  keptBecause,
  runId,
  status
}: Flashcard): ReadonlyArray<string> => {
  const { author, model, promptVersion } = authorship
  return [
    ...distractors.map((option) => `    ${dim("wrong:")} ${cut(option, 100)}`),
    ...(keptBecause === null ? [] : [`    ${dim("kept because:")} ${cut(keptBecause, 200)}`]),
    dim(`    ${status} · by ${printable([author, model, promptVersion].filter((it) => it !== null).join(", "))}`),
    dim(`    ${id}${runId === null ? "" : ` · run ${shortOf(runId)}`}`)
  ]
}

/** When a card would come back: "10 min", "3 d", "2.5 mo". */
export const renderPreview = ({ days, dueAt }: RatingPreview, now: DateTime.Utc): string => {
  if (dueAt !== null) return `${Math.max(1, Math.round(Duration.toMinutes(DateTime.distance(now, dueAt))))} min`
  if (days < 31) return `${days} d`
  return days < 365 ? `${(days / 30.4).toFixed(1)} mo` : `${(days / 365).toFixed(1)} y`
}
