/**
 * A browser without a window, and what somebody does in it: by the names that a screen reader tells.
 */
// Where browsers are and pictures go is up to whoever runs the tests.
// @effect-diagnostics processEnv:off
import { existsSync } from "node:fs"
import { mkdir } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Context, Effect, Layer } from "effect"
import { type Browser as Chromium, launch, type Page } from "puppeteer-core"

/** Where Debian and Google put it; `CHROME_PATH` says where else it is. */
const places = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"]

export const executablePath = [process.env["CHROME_PATH"] ?? "", ...places].find((path) => existsSync(path))

/** Where pictures go: of every step where this is set, else of failures alone. */
const asked = process.env["LOOPI_SCREENSHOTS"]
const pictures = asked ?? join(tmpdir(), "loopi-screenshots")

export class Browser extends Context.Service<Browser, Chromium>()("@loopi/cli/test/browser/Browser") {
  static readonly layer: Layer.Layer<Browser> = Layer.effect(
    Browser,
    Effect.acquireRelease(
      Effect.promise(() =>
        launch({
          executablePath: executablePath ?? "",
          // Root has no sandbox to run in, and containers have little shared memory.
          args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        })
      ),
      (browser) => Effect.promise(() => browser.close())
    )
  )
}

/** Somebody with a page of their own. What their browser complains about is kept. */
export const visit = Effect.fnUntraced(function* (address: string, name: string) {
  const browser = yield* Browser
  const context = yield* Effect.acquireRelease(
    Effect.promise(() => browser.createBrowserContext()),
    (context) => Effect.promise(() => context.close())
  )
  const page = yield* Effect.promise(() => context.newPage())
  page.setDefaultTimeout(20_000)
  const complaints: Array<string> = []
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())))
  page.on("pageerror", (error) => void complaints.push(String(error)))
  const picture = picturing(page, name)
  yield* Effect.addFinalizer((exit) =>
    exit._tag === "Success"
      ? Effect.void
      : Effect.andThen(picture("failed"), Effect.logError(`pictures in ${pictures}`, complaints))
  )
  yield* Effect.promise(() => page.goto(address))
  return { page, complaints, ...hands(page), look: asked === undefined ? () => Effect.void : picture }
})

export type Visitor = Effect.Success<ReturnType<typeof visit>>

const hands = (page: Page) => {
  const named = (role: string, name: string, within = "") =>
    page.locator(`${within}::-p-aria([role="${role}"][name="${name}"])`)
  return {
    /** Clicks the button or link of this name, once it is there. */
    click: (name: string, role = "button") => Effect.promise(() => named(role, name).click()),
    /** Types into the field of this name, in the form of that name where several have one. */
    fill: (name: string, text: string, form = "") =>
      Effect.promise(() => named("textbox", name, form === "" ? "" : `form[aria-label="${form}"] `).fill(text)),
    press: (key: "Space" | "KeyU" | "Digit1" | "Digit3" | "Digit4") => Effect.promise(() => page.keyboard.press(key)),
    /** Waits until this is to be read somewhere. */
    reads: (text: string) => Effect.promise(() => page.waitForSelector(`::-p-text(${text})`, { visible: true })),
    /** Waits until this is to be read nowhere any more. */
    misses: (text: string) => Effect.promise(() => page.waitForSelector(`::-p-text(${text})`, { hidden: true }))
  }
}

/** Pictures of the page as it is: by day and by night, on a desk and on a phone. */
const picturing = (page: Page, name: string) => (step: string) =>
  Effect.gen(function* () {
    yield* Effect.promise(() => mkdir(pictures, { recursive: true }))
    for (const { height, value, width } of appearances) {
      const path = `${join(pictures, `${name}-${step}-${value}-${width}`)}.png` as const
      yield* Effect.promise(() => page.setViewport({ width, height }))
      yield* Effect.promise(() => page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }, still]))
      yield* Effect.promise(() => page.screenshot({ path, fullPage: true }))
    }
  })

const still = { name: "prefers-reduced-motion", value: "reduce" }

const appearances = [
  { value: "dark", width: 390, height: 844 },
  { value: "dark", width: 1_200, height: 800 },
  { value: "light", width: 390, height: 844 },
  { value: "light", width: 1_200, height: 800 }
] as const
