/**
 * How soon after the 201 a goal is found by its meaning, over HTTP and on a data directory of its own:
 * `npx node --conditions=@loopi/source packages/cli/bench/goalVector.ts [directories]`. As many goals as a learner may
 * have are started in each directory.
 */
// @effect-diagnostics asyncFunction:off globalFetch:off globalConsole:off
import { spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { Schema } from "effect"

const main = join(import.meta.dirname, "../src/main.ts")

const subjects = "tides volcanoes sonnets beekeeping compilers glaciers knots violins orchids maps bread spiders".split(
  " "
)

interface Served {
  readonly url: string
  readonly token: string
  readonly stop: () => Promise<void>
}

const serve = async (data: string): Promise<Served> => {
  const child = spawn(process.execPath, ["--conditions=@loopi/source", main, "serve", "--data", data, "--port", "0"], {
    stdio: ["ignore", "pipe", "ignore"]
  })
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()))
  let url = ""
  let token = ""
  for await (const line of createInterface(child.stdout)) {
    url = /listens on (\S+)/.exec(line)?.[1] ?? url
    token = /Token\s+(\S+)/.exec(line)?.[1] ?? token
    if (url !== "" && token !== "") break
  }
  return { url, token, stop: () => (child.kill("SIGTERM"), ended) }
}

/** As much of the answers as is looked at. */
const Answer = Schema.Struct({
  id: Schema.optionalKey(Schema.String),
  hits: Schema.optionalKey(
    Schema.Array(
      Schema.Struct({
        goal: Schema.optionalKey(Schema.Struct({ id: Schema.String })),
        meaning: Schema.NullOr(Schema.Finite)
      })
    )
  )
})
type Answer = typeof Answer.Type
const read = Schema.decodeUnknownSync(Schema.fromJsonString(Answer))

const measure = async ({ token, url }: Served): Promise<ReadonlyArray<number>> => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  const ask = (path: string, body?: unknown): Promise<Answer> =>
    fetch(`${url}/api${path}`, {
      headers,
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) })
    })
      .then((response) => response.text())
      .then(read)
  const waits: Array<number> = []
  for (const [i, subject] of subjects.entries()) {
    const goal = await ask("/goals", { title: `Understand ${subject}`, grow: true })
    const begun = performance.now()
    const query = `/search?kind=goal&q=${encodeURIComponent(`Understand ${subject}`)}`
    let found = false
    while (!found) {
      const { hits = [] } = await ask(query)
      found = hits.some((hit) => hit.goal?.id === goal.id && (hit.meaning ?? 0) > 0.99)
    }
    waits.push(performance.now() - begun)
    if (i < 6) await ask(`/goals/${goal.id}/archive`, {})
  }
  return waits
}

const rounds = Number(process.argv[2] ?? 5)
const all: Array<number> = []
for (let round = 0; round < rounds; round++) {
  const data = await mkdtemp(join(tmpdir(), "loopi-goal-vector-"))
  const served = await serve(data)
  all.push(...(await measure(served)))
  await served.stop()
  await rm(data, { recursive: true, force: true })
}
const sorted = all.toSorted((a, b) => a - b)
const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.toFixed(1)
console.log(
  `${sorted.length} goals, found by meaning after the 201: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms`
)
