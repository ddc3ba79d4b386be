/**
 * A card as it is asked: the question, then the answer and the four ratings with what each would do.
 */
import type { Rating, RatingPreview, StudyCard } from "@loopi/core"
import { DateTime } from "effect"
import { h } from "../dom.ts"
import { count } from "./shown.ts"

type Listener = (event: Event) => void

export interface Asked {
  readonly asked: StudyCard
  /** How many were rated so far, and how many are in hand. */
  readonly done: number
  readonly left: number
  readonly rate: (rating: Rating) => Listener
  readonly undo: Listener | undefined
}

export const cardView = ({ asked, done, left, rate, undo }: Asked): Node => {
  const { card, previews } = asked
  const front = h("div", { class: "face front" }, h("p", { class: "question" }, card.question))
  const back = h(
    "div",
    { class: "face back", inert: true },
    h("p", { class: "dim" }, card.question),
    h("p", { class: "answer", role: "status" })
  )
  const flip = h(
    "button",
    { type: "button", class: "primary flip", "aria-keyshortcuts": "Space" },
    "Show answer",
    key("Space")
  )
  const below = h("div", { class: "below" }, flip)
  const both = h("article", { class: "flipping" }, front, back)
  flip.addEventListener("click", () => {
    // Nobody finds the answer before it is asked for, not even by reading the page.
    back.querySelector(".answer")?.append(card.answer)
    back.inert = false
    front.inert = true
    both.classList.add("flipped")
    below.replaceChildren(
      h(
        "div",
        { class: "ratings", role: "group", "aria-label": "How well did you know it?" },
        ...previews.map((preview) => rating(preview, rate))
      )
    )
  })
  return h("div", { class: "stack" }, line(done, left, undo), both, below)
}

const line = (done: number, left: number, undo: Listener | undefined): Node =>
  h(
    "div",
    { class: "line" },
    h("progress", { max: done + left, value: done, "aria-label": `${done} of ${done + left} done` }),
    h("span", { class: "dim" }, `${left} left`),
    undo !== undefined && undoButton(undo)
  )

const undoButton = (undo: Listener): Node =>
  h("button", { type: "button", class: "quiet", "aria-keyshortcuts": "U", onclick: undo }, "Undo", key("U"))

const key = (name: string): Node => h("kbd", { "aria-hidden": "true" }, name)

const names: Record<Rating, string> = { 1: "Again", 2: "Hard", 3: "Good", 4: "Easy" }

const rating = (preview: RatingPreview, rate: Asked["rate"]): Node =>
  h(
    "button",
    {
      type: "button",
      class: `rating r${preview.rating}`,
      "aria-keyshortcuts": `${preview.rating}`,
      onclick: rate(preview.rating)
    },
    h("span", {}, names[preview.rating]),
    h("span", { class: "dim" }, `in ${soon(preview)}`),
    key(`${preview.rating}`)
  )

/** 10 min, 3 days. */
const soon = ({ days, dueAt }: RatingPreview): string => {
  if (dueAt === null) return count(days, "day")
  const minutes = Math.max(1, Math.round((dueAt.epochMilliseconds - DateTime.nowUnsafe().epochMilliseconds) / 60_000))
  return minutes < 60 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}

export interface Done {
  readonly done: number
  readonly nextAt: DateTime.Utc | null
  readonly undo: Listener | undefined
}

export const doneView = ({ done, nextAt, undo }: Done): Node =>
  h(
    "div",
    { class: "done stack" },
    h("h1", {}, done === 0 ? "Nothing is due" : "That is all for now"),
    done > 0 && h("p", { role: "status" }, `${count(done, "card")} rated.`),
    nextAt !== null &&
      h("p", { class: "dim" }, `The next one comes back at ${DateTime.formatLocal(nextAt, { timeStyle: "short" })}.`),
    h(
      "div",
      { class: "line centred" },
      h("a", { class: "button primary", href: "#/progress" }, "See progress"),
      undo !== undefined && undoButton(undo)
    )
  )
