/**
 * The cards in hand: the one that is asked, and the one that was rated last.
 */
import type { GoalId, RatedCard, Rating, StudyCard } from "@loopi/core"
import { Clock, Effect } from "effect"
import { does } from "../does.ts"
import { loopi } from "../loopi.ts"
import { cardView, doneView } from "./studyCard.ts"

interface Rated {
  readonly asked: StudyCard
  readonly rated: RatedCard
}

export const makeDesk = Effect.fnUntraced(function* (view: HTMLElement, goalId: GoalId | undefined) {
  const deal = loopi.study.due({ query: { limit: 20, ...(goalId !== undefined && { goalId }) } })
  let queue: ReadonlyArray<StudyCard> = []
  let last: Rated | undefined
  let done = 0

  /** A second key before the first is answered was meant for the card that is still shown: it is not heard. */
  const alone = <E>(work: Effect.Effect<void, E>) =>
    does(() => {
      if (view.inert) return Effect.void
      view.inert = true
      return Effect.ensuring(
        work,
        Effect.sync(() => (view.inert = false))
      )
    })

  const next = Effect.gen(function* () {
    if (queue.length > 0) return yield* ask(queue)
    const dealt = yield* deal
    queue = dealt.cards
    if (queue.length > 0) return yield* ask(queue)
    view.replaceChildren(doneView({ done, nextAt: dealt.nextAt, undo: undoing() }))
  })

  const ask = Effect.fnUntraced(function* (cards: ReadonlyArray<StudyCard>) {
    const [asked] = cards
    if (asked === undefined) return
    const since = yield* Clock.currentTimeMillis
    const rate = (rating: Rating) => alone(rated(asked, rating, since))
    view.replaceChildren(cardView({ asked, done, left: cards.length, rate, undo: undoing() }))
  })

  const rated = Effect.fnUntraced(function* (asked: StudyCard, rating: Rating, since: number) {
    const { card, schedule } = asked
    const durationMs = Math.min((yield* Clock.currentTimeMillis) - since, 3_600_000)
    const payload = { cardId: card.id, rating, version: schedule.version, durationMs }
    last = { asked, rated: yield* loopi.study.rate({ payload }) }
    queue = queue.filter((other) => other !== asked)
    done += 1
    yield* next
  })

  /** Takes the last rating back, and asks the card again. */
  const undo = Effect.fnUntraced(function* ({ asked, rated }: Rated) {
    const { version } = rated.schedule
    const undone = yield* loopi.study.undo({ payload: { cardId: asked.card.id, version } })
    last = undefined
    done -= 1
    queue = [{ ...asked, ...undone }, ...queue]
    yield* next
  })

  const undoing = () => {
    const rated = last
    return rated === undefined ? undefined : alone(undo(rated))
  }

  yield* next
})
