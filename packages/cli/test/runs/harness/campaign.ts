/**
 * Learners on their way, on one machine or two, while machines are killed; and everything that is known afterwards.
 */
import { createServer } from "node:net"
import { Effect, Fiber, Layer, Random } from "effect"
import { type CompositionUnderTest, newPlace } from "../../crash/harness/place.ts"
import { type Call, startModels } from "../model/Models.ts"
import { wordsFor } from "../model/words.ts"
import { type Aim, aimsFor } from "./aims.ts"
import { learn, type Path } from "./learning.ts"
import { type Machine, makeMachine } from "./Machine.ts"
import { type Kill, type Look, makeMarksman, type Marksman } from "./marksman.ts"
import { readTables, stepsAfter, type Tables, tablesOf } from "./Tables.ts"

export interface CampaignOptions {
  /** Kills. */
  readonly rounds: number
  readonly composition: CompositionUnderTest
  readonly machines: 1 | 2
  readonly seed: string
  /** Milliseconds that a model thinks. */
  readonly thinking?: number
  /** Whether machines are told of each other's work at once. */
  readonly addressed?: boolean
  /** Learners on their way at a time. */
  readonly atOnce?: number
  readonly onKill?: (kill: Kill, number: number) => Effect.Effect<void>
}

export interface Evidence {
  readonly paths: ReadonlyArray<Path>
  readonly calls: ReadonlyArray<Call>
  readonly kills: ReadonlyArray<Kill>
  readonly tables: Tables
  /** What the machines said on stderr. */
  readonly said: string
}

export const campaign = (options: CampaignOptions) =>
  Effect.gen(function* () {
    const place = yield* newPlace({ composition: options.composition, smallVolume: false })
    const models = yield* startModels(options.machines, options.thinking)
    const addresses = options.addressed === true ? yield* Effect.forEach(models.urls, () => freeAddress) : []
    const machines = yield* Effect.forEach(models.urls, (url, number) =>
      makeMachine({
        ...place,
        number,
        env: { ...place.env, ...roomy, ANTHROPIC_BASE_URL: url, LOOPI_FLOWS_ADDRESS: addresses[number] ?? "" }
      })
    )
    // The first one brings the database up to date.
    for (const machine of machines) yield* machine.start
    const canLook = place.postgres !== undefined
    const tables = tablesOf(place)
    const look = canLook ? yield* looking(tables) : () => Effect.succeed([])
    const marksman = makeMarksman(machines, models, look)
    const { kills, paths } = yield* shooting(options, machines, marksman, aimsFor(canLook))
    yield* Effect.forEach(machines, ({ stop }) => stop)
    const read = yield* Effect.provide(readTables, tables)
    const said = machines.map((machine) => machine.said()).join("")
    return { paths, calls: models.calls, kills, tables: read, said } satisfies Evidence
  }).pipe(Effect.scoped, Random.withSeed(options.seed))

const looking = Effect.fnUntraced(function* (tables: ReturnType<typeof tablesOf>) {
  const context = yield* Layer.build(tables)
  const look: Look = (seen) =>
    Effect.map(Effect.provideContext(stepsAfter(seen), context), (steps) => steps.map(({ name }) => name))
  return look
})

const shooting = Effect.fnUntraced(function* (
  { atOnce = 8, onKill, rounds, seed }: CampaignOptions,
  machines: ReadonlyArray<Machine>,
  marksman: Marksman,
  allAims: ReadonlyArray<Aim>
) {
  const aims = yield* Random.shuffle(allAims)
  const [paths, kills]: [Array<Path>, Array<Kill>] = [[], []]
  const isOver = () => kills.length >= rounds
  const learners = yield* Effect.forkChild(
    Effect.forEach(
      Array(atOnce).keys(),
      (lane) => learning({ machines, marksman, paths, isOver, titled: (n) => titleOf(`${seed}/${lane}/${n}`) }),
      { concurrency: "unbounded", discard: true }
    )
  )
  for (let i = 0; !isOver(); i++) {
    const aim = aims[i % aims.length]
    const kill = aim === undefined ? null : yield* marksman.shoot(aim, patienceFor(aim))
    if (kill === null) continue
    kills.push(kill)
    if (onKill !== undefined) yield* onKill(kill, kills.length)
    yield* Effect.sleep(yield* Random.nextIntBetween(0, machines.length === 1 ? 200 : 4_000))
    yield* machines[kill.machine]?.start ?? Effect.void
  }
  yield* Fiber.join(learners).pipe(Effect.timeoutOption(untilAllEnd))
  return { paths, kills }
})

const freeAddress = Effect.callback<string>((resume) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const address = server.address()
    const port = address === null || typeof address === "string" ? 0 : address.port
    server.close(() => resume(Effect.succeed(`127.0.0.1:${port}`)))
  })
})

/** Neither a budget nor a limit is what ends a run. */
const roomy = {
  ANTHROPIC_API_KEY: "sk-test",
  LOOPI_CALLS_PER_DAY: "100000",
  LOOPI_TOKENS_PER_DAY: "10000000000",
  LOOPI_RUNS_AT_ONCE: "1000",
  LOOPI_RUNS_PER_HOUR: "100000"
}

/** After the last kill: whatever is under way by then ends much sooner. */
const untilAllEnd = "2 minutes"

/** Most instants come about once for each goal. */
const patienceFor = ({ moment }: Aim): number => (moment === "begun" ? 10_000 : 15_000)

const titleOf = (seed: string): string => wordsFor(seed, 3).join(" ")

interface Learning {
  readonly machines: ReadonlyArray<Machine>
  readonly marksman: Marksman
  readonly paths: Array<Path>
  readonly isOver: () => boolean
  readonly titled: (n: number) => string
}

/** One goal after the other. */
const learning = Effect.fnUntraced(function* ({ isOver, machines, marksman, paths, titled }: Learning) {
  for (let n = 0; !isOver(); n++) {
    const path: Path = { title: titled(n), runs: [], refusals: [] }
    paths.push(path)
    yield* learn(machines, path, marksman.onBegun)
    // A refusal is a finding, and one is enough.
    if (path.refusals.length > 0) return
  }
})
