/**
 * The page of examples/browser, built twice: served beside the API, and from an origin of its own.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { Context, Effect, Layer, Schedule } from "effect"
import { build, preview, type PreviewServer } from "vite"
import { Desk } from "../Desk.ts"
import { start } from "../program.ts"

const root = join(import.meta.dirname, "../../../../examples/browser")

export class Site extends Context.Service<
  Site,
  {
    /** The API, for everybody who joins. */
    readonly api: string
    /** The page where browsers take both for one origin, as behind a proxy. */
    readonly page: string
    /** The page on another port, which the API trusts. */
    readonly elsewhere: string
    /** The scripts of the page. */
    readonly code: string
    /** Waits for a mail with a link to this path of the page elsewhere; the log has them. */
    readonly linkTo: (path: string) => Effect.Effect<string>
  }
>()("@loopi/cli/test/browser/Site") {
  static readonly layer: Layer.Layer<Site, string, Desk> = Layer.effect(
    Site,
    Effect.gen(function* () {
      const [atPage, atElsewhere] = [yield* emptyFolder("page"), yield* emptyFolder("elsewhere")]
      const elsewhere = yield* served(atElsewhere, { host: "localhost" })
      const [{ api, printed }] = yield* Effect.all([server(elsewhere), built(atPage)], { concurrency: "unbounded" })
      yield* built(atElsewhere, api.replace("127.0.0.1", "localhost"))
      const linkTo = (path: string) =>
        waitFor(() => new RegExp(`${elsewhere}/${path}#[\\w-]+`).exec(printed.stderr)?.[0])
      return { api, elsewhere, linkTo, page: yield* served(atPage, { api }), code: yield* scriptsIn(atPage) }
    })
  )
}

/** What a script weighs on its way, in KiB. */
export const weightOf = (code: string): number => Math.round(gzipSync(code).length / 1_024)

const waitFor = (look: () => string | undefined) =>
  Effect.suspend(() => Effect.fromNullishOr(look())).pipe(
    Effect.retry({ schedule: Schedule.spaced("50 millis") }),
    Effect.timeout("20 seconds"),
    Effect.orDie
  )

const emptyFolder = Effect.fnUntraced(function* (name: string) {
  const directory = join((yield* Desk).directory, name)
  yield* Effect.promise(() => mkdir(directory))
  return directory
})

/** A server for everybody who joins; pages of this origin may ask, too. */
const server = Effect.fnUntraced(function* (origin: string) {
  const args = ["serve", "--accounts", "--port", "0", "--data", (yield* Desk).data]
  const running = yield* start(args, { env: { LOOPI_CORS_ORIGINS: origin, LOOPI_PUBLIC_URL: origin } })
  yield* Effect.addFinalizer(() =>
    Effect.andThen(
      Effect.sync(() => running.child.kill("SIGKILL")),
      running.end
    )
  )
  yield* running.shows("Ctrl-C stops it.")
  yield* running.shows("Ctrl-C stops it.")
  return { api: /listens on (\S+)/.exec(running.printed.stdout)?.[1] ?? "", printed: running.printed }
})

/** Builds the page for an API of the page's own origin, or for the one at this address. */
const built = Effect.fnUntraced(function* (directory: string, api?: string) {
  yield* Effect.promise(() => writeFile(join(directory, ".env"), api === undefined ? "" : `VITE_LOOPI_URL=${api}\n`))
  const outDir = join(directory, "dist")
  yield* Effect.promise(() => build({ root, envDir: directory, logLevel: "silent", build: { outDir } }))
})

const scriptsIn = Effect.fnUntraced(function* (directory: string) {
  const assets = join(directory, "dist", "assets")
  const names = yield* Effect.promise(() => readdir(assets))
  const scripts = names.filter((name) => name.endsWith(".js"))
  const texts = yield* Effect.promise(() => Promise.all(scripts.map((name) => readFile(join(assets, name), "utf8"))))
  return texts.join("\n")
})

/** Serves what is, or will be, built there, and passes on what is asked of the API. */
const served = Effect.fnUntraced(function* (directory: string, { api, host = "127.0.0.1" }: Served) {
  const outDir = join(directory, "dist")
  yield* Effect.promise(() => mkdir(outDir, { recursive: true }))
  const settings = { host, port: 0, ...(api !== undefined && { proxy: { "/api": api } }) }
  const server = yield* Effect.acquireRelease(
    Effect.promise(() =>
      preview({ root, configFile: false, logLevel: "silent", build: { outDir }, preview: settings })
    ),
    (server) => Effect.promise(() => server.close())
  )
  return addressOf(server, host)
})

interface Served {
  readonly api?: string
  readonly host?: string
}

const addressOf = ({ httpServer }: PreviewServer, host: string): string => {
  const address = httpServer.address()
  return typeof address === "object" && address !== null ? `http://${host}:${address.port}` : ""
}
