/**
 * The line at the top: who is here, and the ways to go.
 */
import { Effect } from "effect"
import { h, place } from "../dom.ts"
import { does } from "../does.ts"
import { loopi } from "../loopi.ts"
import { leave } from "../presence.ts"
import { go } from "../router.ts"

const mark = () => h("a", { class: "mark", href: "#/", "aria-label": "Loopi, to the start" }, "Loopi")

/** Asks anew who is here with every view: another tab may have signed out. */
export const drawTop = Effect.fnUntraced(function* (view: string) {
  if (view === "welcome") return place("top").replaceChildren(mark())
  const { user } = yield* loopi.sessions.whoAmI()
  const link = (path: string, label: string) =>
    h("a", { href: `#/${path}`, "aria-current": path === (view === "goal" ? "" : view) ? "page" : undefined }, label)
  place("top").replaceChildren(
    mark(),
    h("nav", { "aria-label": "Views" }, link("", "Goals"), link("study", "Study"), link("progress", "Progress")),
    h("span", { class: "who" }, user.name),
    h("button", { type: "button", class: "quiet", onclick: does(() => signOut) }, "Sign out")
  )
})

const signOut = Effect.andThen(
  loopi.sessions.signOut(),
  Effect.sync(() => {
    leave()
    go("welcome")
  })
)
