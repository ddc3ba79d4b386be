/**
 * What buttons and forms do: one thing at a time, and what fails is said.
 */
import { Cause, Effect } from "effect"
import { run } from "./loopi.ts"
import { clear, codeOf, complain } from "./notice.ts"
import { leave } from "./presence.ts"
import { go } from "./router.ts"

/** A listener that does this. What was clicked or sent waits until it is done. */
export const does =
  <E>(work: () => Effect.Effect<unknown, E>) =>
  (event: Event): void => {
    event.preventDefault()
    const busy = busyBy(event)
    if (busy?.getAttribute("aria-busy") === "true") return
    clear()
    busy?.setAttribute("aria-busy", "true")
    run(saying(work()).pipe(Effect.ensuring(Effect.sync(() => busy?.removeAttribute("aria-busy")))))
  }

/** Says what fails. Whose session is over signs in anew. */
export const saying = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A | void, never, R> =>
  Effect.catchCause(work, (cause) =>
    Effect.sync(() => {
      if (Cause.hasInterruptsOnly(cause)) return
      const error = Cause.squash(cause)
      if (codeOf(error) !== "unauthenticated") return complain(error)
      leave()
      go("welcome")
    })
  )

const busyBy = ({ currentTarget }: Event): Element | null => {
  if (currentTarget instanceof HTMLFormElement) return currentTarget.querySelector("button:not([type=button])")
  return currentTarget instanceof Element ? currentTarget : null
}
