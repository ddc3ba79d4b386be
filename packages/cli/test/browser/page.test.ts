/**
 * The page of examples/browser in a real browser: somebody joins, adds a goal, has cards written, and studies them.
 */
import { assert, it } from "@effect/vitest"
import { EmailAddress } from "@loopi/core"
import { inMemory, makeClient } from "@loopi/http/client"
import { Effect, Layer, Redacted } from "effect"
import { FetchHttpClient } from "effect/http"
import { Desk } from "../Desk.ts"
import { Browser, executablePath, visit, type Visitor } from "./Browser.ts"
import { Site, weightOf } from "./Site.ts"

const password = "a long and quiet sentence"

const note = `# Remembering for good

## Practice

**Massed practice**: cramming everything into one sitting.

**Spaced practice**: spreading what is learned over days and weeks.

**Retrieval practice**: calling something back to mind instead of reading it again.

## Forgetting

**Interference**: what happens when similar memories get in each other's way.
`

const joins = Effect.fnUntraced(function* ({ click, fill, reads }: Visitor, email: string) {
  yield* fill("Name", "Mira")
  yield* fill("E-mail", email)
  yield* fill("Password, 10 characters or more", password)
  yield* click("Join")
  yield* reads("Welcome, Mira.")
})

/** From a goal and a note to cards that are studied. */
const prepares = Effect.fnUntraced(function* ({ click, fill, look, reads }: Visitor) {
  yield* fill("What do you want to know, or be able to do?", "Remember what I read")
  yield* look("beginning")
  yield* click("Add goal")
  yield* fill("Text, best in Markdown", note)
  yield* click("Add note")
  yield* click("Grow tree")
  yield* click("Write cards")
  yield* reads("4 drafts to look through")
  yield* look("drafts")
  yield* click("Keep all")
  yield* reads("4 cards to study from now on.")
  yield* look("goal")
})

/** Three cards; the first rating was a slip, and is taken back. */
const studies = Effect.fnUntraced(function* ({ click, look, misses, press, reads }: Visitor) {
  yield* click("Study", "link")
  yield* reads("Show answer")
  yield* look("question")
  yield* press("Space")
  yield* reads("Hard")
  yield* look("answer")
  yield* press("Digit1")
  yield* reads("Undo")
  yield* press("KeyU")
  yield* misses("Undo")
  for (const key of ["Digit4", "Digit3", "Digit4"] as const) {
    yield* reads("Show answer")
    yield* press("Space")
    yield* reads("Hard")
    yield* press(key)
  }
  yield* reads("Show answer")
})

/** The days on which somebody studied, as the API tells a program. */
const daysOf = Effect.fnUntraced(function* (baseUrl: string, email: string) {
  const tokens = yield* inMemory
  const { progress, sessions } = yield* makeClient({ baseUrl, session: tokens })
  const payload = { email: EmailAddress.make(email), password: Redacted.make(password) }
  const { accessToken = "", refreshToken = "" } = yield* sessions.signIn({ payload })
  yield* tokens.write({ access: Redacted.make(accessToken), refresh: Redacted.make(refreshToken) })
  return (yield* progress.history({ query: {} })).map(({ introduced, reviews }) => ({ introduced, reviews }))
})

const isMissing = executablePath === undefined
const skipped = isMissing ? " (skipped: there is no Chromium, and CHROME_PATH names none)" : ""

it.layer(Layer.mergeAll(Site.layer, Browser.layer, FetchHttpClient.layer).pipe(Layer.provide(Desk.layer)), {
  timeout: "90 seconds",
  excludeTestServices: true
})(`the page of examples/browser${skipped}`, (it) => {
  it.effect.skipIf(isMissing)("has nothing of Node in it, and weighs little", () =>
    Effect.gen(function* () {
      const { code } = yield* Site
      yield* Effect.log(`the page takes ${weightOf(code)} KiB compressed`)
      assert.notMatch(code, /__vite-browser-external|from\s*"node:|require\("/)
      assert.isBelow(weightOf(code), 130)
    })
  )

  it.effect.skipIf(isMissing)("is all that somebody needs who joins and learns", () =>
    Effect.gen(function* () {
      const { api, page } = yield* Site
      const mira = yield* visit(page, "page")
      yield* mira.look("welcome")
      yield* joins(mira, "mira@example.com")
      yield* prepares(mira)
      yield* studies(mira)
      yield* mira.click("Progress", "link")
      yield* mira.reads("reviews today")
      yield* mira.look("progress")
      yield* mira.click("Goals", "link")
      yield* mira.reads("3 reviews today so far.")
      yield* mira.look("home")
      yield* mira.click("Sign out")
      yield* mira.reads("Learn it once.")
      assert.deepStrictEqual(mira.complaints, [])
      assert.deepStrictEqual(yield* daysOf(api, "mira@example.com"), [{ introduced: 3, reviews: 3 }])
    }).pipe(Effect.scoped)
  )

  it.effect.skipIf(isMissing)("may have an origin of its own, stays signed in, and says what is refused", () =>
    Effect.gen(function* () {
      const noor = yield* visit((yield* Site).elsewhere, "elsewhere")
      yield* joins(noor, "noor@example.com")
      yield* noor.fill("What do you want to know, or be able to do?", "Sail")
      yield* noor.click("Add goal")
      yield* noor.reads("Text, best in Markdown")
      yield* Effect.promise(() => noor.page.reload())
      yield* noor.reads("Text, best in Markdown")
      yield* noor.click("Sign out")
      assert.deepStrictEqual(noor.complaints, [])

      yield* noor.fill("E-mail", "noor@example.com", "Sign in")
      yield* noor.fill("Password", "not the right one", "Sign in")
      yield* noor.click("Sign in")
      yield* noor.reads("No account here has this address and this password.")
      yield* noor.reads("choose a new password")
      yield* noor.look("refused")
    }).pipe(Effect.scoped)
  )

  it.effect.skipIf(isMissing)("takes those who forgot their password in again, by the link in a mail", () =>
    Effect.gen(function* () {
      const { elsewhere, linkTo } = yield* Site
      const ada = yield* visit(elsewhere, "forgotten")
      yield* joins(ada, "ada@example.com")
      yield* ada.click("Sign out")
      yield* ada.fill("E-mail", "ada@example.com", "Sign in")
      yield* ada.click("Forgotten your password?")
      yield* ada.reads("a mail with a link is on its way there")
      const link = yield* linkTo("reset-password")
      yield* Effect.promise(() => ada.page.goto(link))
      yield* ada.fill("Password, 10 characters or more", "another long and quiet sentence")
      yield* ada.look("new")
      assert.strictEqual(ada.page.url(), `${elsewhere}/#/welcome`)
      yield* ada.click("Keep it")
      yield* ada.reads("Your password is changed.")
      yield* ada.fill("E-mail", "ada@example.com", "Sign in")
      yield* ada.fill("Password", "another long and quiet sentence", "Sign in")
      yield* ada.click("Sign in")
      yield* ada.reads("Welcome, Mira.")
      assert.deepStrictEqual(ada.complaints, [])
    }).pipe(Effect.scoped)
  )
})
