/**
 * The page: shows the view that its address names, and leaves the one before.
 */
import { Effect, Fiber } from "effect"
import { place } from "./dom.ts"
import { run } from "./loopi.ts"
import { saying } from "./does.ts"
import { clear, tell } from "./notice.ts"
import { isHere } from "./presence.ts"
import { go, route, type Route, saidOnce } from "./router.ts"
import { drawTop } from "./views/top.ts"
import { goal } from "./views/goal.ts"
import { home } from "./views/home.ts"
import { progress } from "./views/progress.ts"
import { study } from "./views/study.ts"
import { arriving, welcome } from "./views/welcome.ts"

/** What the address names; what a view listens to or waits for ends when it is left. */
const viewOf = ({ id, view }: Route) => {
  if (view === "goal") return goal(id)
  if (view === "study") return study(id)
  if (view === "progress") return progress()
  return view === "welcome" ? welcome : home()
}

const shown = Effect.fnUntraced(function* (route: Route, words: string | undefined) {
  const page = place("page")
  const node = yield* viewOf(route)
  page.replaceChildren(node)
  if (words !== undefined) tell(words)
  // So that keys, and those who listen, begin here.
  page.focus({ preventScroll: true })
  return yield* Effect.never
})

let showing = run(Effect.void)

const show = (): void => {
  // Whoever has not signed in here need not be asked for.
  if (!isHere() && route().view !== "welcome") return go("welcome")
  const before = showing
  clear()
  const next = Effect.andThen(drawTop(route().view), shown(route(), saidOnce()))
  showing = run(Effect.andThen(Fiber.interrupt(before), saying(Effect.scoped(next))))
}

window.addEventListener("hashchange", show)
// Links in mails lead here with a code, which is to stay in no history.
if (!arriving()) show()
