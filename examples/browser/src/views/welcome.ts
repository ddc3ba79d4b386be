/**
 * Joining, signing in, and what links in mails lead to: proving an address, choosing a new password.
 */
import { Credentials, EmailAddress, NewAccount, Password } from "@loopi/core"
import { Effect, Redacted, Schema } from "effect"
import { does } from "../does.ts"
import { field, h, place, typed } from "../dom.ts"
import { loopi } from "../loopi.ts"
import { enter } from "../presence.ts"
import { codeOf, tell } from "../notice.ts"
import { go } from "../router.ts"

const email = { name: "email", type: "email", autocomplete: "email", required: true, maxlength: 254 }
const password = { name: "password", type: "password", required: true, maxlength: 200 }
const newPassword = { ...password, minlength: 10, autocomplete: "new-password" }

/** A form that does this with what was typed. */
const asking = <E>(
  words: { readonly title: string; readonly send: string },
  fields: ReadonlyArray<Node>,
  work: (typed: Record<string, string>) => Effect.Effect<unknown, E>
): HTMLFormElement => {
  const form: HTMLFormElement = h(
    "form",
    { class: "card stack", "aria-label": words.title, onsubmit: does(() => work(typed(form))) },
    h("h2", {}, words.title),
    ...fields,
    h("button", { class: "primary" }, words.send)
  )
  return form
}

const signIn = Effect.fnUntraced(function* (typed: Record<string, string>) {
  const credentials = yield* Schema.decodeUnknownEffect(Credentials)({
    email: typed["email"],
    password: typed["password"]
  })
  const { user } = yield* loopi.sessions.signIn({ payload: { ...credentials, cookies: true } })
  enter()
  go("", `Welcome, ${user.name}.`)
})

/** Signs in at once where addresses need no proof. */
const join = Effect.fnUntraced(function* (typed: Record<string, string>) {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const account = yield* Schema.decodeUnknownEffect(NewAccount)({ ...typed, timeZone, rolloverHour: 4 })
  yield* loopi.accounts.signUp({ payload: account })
  yield* signIn(typed).pipe(
    Effect.catchIf(
      (error) => codeOf(error) === "email_not_verified",
      () => Effect.sync(() => tell("We have sent you a mail. Open the link in it, then sign in."))
    )
  )
})

const forget = Effect.fnUntraced(function* (typed: Record<string, string>) {
  const address = yield* Schema.decodeUnknownEffect(EmailAddress)(typed["email"])
  yield* loopi.accounts.forgotPassword({ payload: { email: address } })
  tell("If the address has an account, a mail with a link is on its way there.")
})

export const welcome = Effect.sync(() => {
  const begin = asking({ title: "Sign in", send: "Sign in" }, fieldsOf("current-password"), signIn)
  const forgotten = h(
    "button",
    { type: "button", class: "quiet", onclick: does(() => forget(typed(begin))) },
    "Forgotten your password?"
  )
  begin.append(forgotten)
  const name = field("Name", { name: "name", autocomplete: "name", required: true, maxlength: 100 })
  const fields = [name, field("E-mail", email), field("Password, 10 characters or more", newPassword)]
  return h(
    "div",
    { class: "welcome" },
    h(
      "div",
      { class: "hero" },
      h("h1", {}, "Learn it once. Keep it."),
      h("p", {}, "From your own notes to a skill tree, flashcards, and reviews at the right time.")
    ),
    h("div", { class: "pair" }, asking({ title: "Join", send: "Join" }, fields, join), begin)
  )
})

const fieldsOf = (autocomplete: string): ReadonlyArray<Node> => [
  field("E-mail", email),
  field("Password", { ...password, autocomplete })
]

/** Whether a link from a mail was followed: its code is taken out of the address, and the view is what it is for. */
export const arriving = (): boolean => {
  const code = Redacted.make(location.hash.slice(1))
  const view = arrivals[location.pathname]
  if (view === undefined) return false
  history.replaceState(null, "", "/#/welcome")
  place("page").replaceChildren(h("div", { class: "welcome" }, view(code)))
  return true
}

const arrivals: Record<string, ((code: Redacted.Redacted) => Node) | undefined> = {
  "/forgot-password": () =>
    asking({ title: "A new password", send: "Send me a link" }, [field("E-mail", email)], forget),
  "/verify-email": (code) =>
    asking({ title: "Your address", send: "Yes, this is my address" }, [], () =>
      Effect.andThen(
        loopi.accounts.verifyEmail({ payload: { code } }),
        Effect.sync(() => go("welcome", "Your address is proven. Sign in."))
      )
    ),
  "/reset-password": (code) =>
    asking(
      { title: "A new password", send: "Keep it" },
      [field("Password, 10 characters or more", newPassword)],
      (typed) =>
        Schema.decodeUnknownEffect(Password)(typed["password"]).pipe(
          Effect.flatMap((password) => loopi.accounts.resetPassword({ payload: { code, password } })),
          Effect.andThen(Effect.sync(() => go("welcome", "Your password is changed. Sign in.")))
        )
    )
}
