/**
 * Warns of settings that nothing reads: most of them are misspelt, and what they were to change stays as it is.
 */
import { Array, ConfigProvider, Effect, Order } from "effect"
import { stepsBetween } from "./stepsBetween.ts"
import { settings } from "./settings.ts"

export const warnOfMisspelt = Effect.gen(function* () {
  const provider = yield* ConfigProvider.ConfigProvider
  const unknown = Array.filter(
    yield* setUnder(provider, []),
    ({ name, value }) => !settings.has(name) && !isOfOthers(name, value)
  )
  yield* Effect.forEach(unknown, ({ name }) => Effect.logWarning(`Nothing reads the setting ${name}. ${meant(name)}`), {
    discard: true
  })
}).pipe(Effect.ignore)

const prefix = "LOOPI_"

interface Found {
  readonly name: string
  readonly value: string
}

/** In an environment names come in pieces, parted by underscores; elsewhere each comes whole. */
const setUnder = (
  provider: ConfigProvider.ConfigProvider,
  path: ReadonlyArray<string>
): Effect.Effect<ReadonlyArray<Found>, ConfigProvider.SourceError> =>
  Effect.gen(function* () {
    const name = path.join("_")
    if (!`${name}_`.startsWith(prefix) && path.length > 0) return []
    const node = yield* provider.load(path)
    if (node === undefined) return []
    const own = node.value === undefined ? [] : [{ name, value: node.value }]
    const below = node._tag === "Record" ? Array.fromIterable(node.keys) : []
    const found = yield* Effect.forEach(below, (key) => setUnder(provider, [...path, key]))
    return [...own, ...found.flat()]
  })

/** Tests have settings of their own, and Kubernetes tells every program of a service called loopi where it is. */
const isOfOthers = (name: string, value: string): boolean =>
  name.startsWith("LOOPI_TEST_") ||
  /_(SERVICE_(HOST|PORT\w*)|PORT_\d+_\w+)$/.test(name) ||
  /^(tcp|udp):\/\//.test(value)

const meant = (name: string): string => {
  const near = nearest(name)
  return near === undefined ? "`loopi serve --help` lists those there are." : `Is ${near} meant?`
}

const nearest = (name: string): string | undefined => {
  const bare = name.slice(prefix.length)
  const steps = Array.fromIterable(settings.keys()).map((known) => ({
    known,
    // Some have no prefix, and people give them one.
    steps: Math.min(stepsBetween(name, known), stepsBetween(bare, known))
  }))
  const [best] = Array.sortBy(Order.mapInput(Order.Number, ({ steps }: { readonly steps: number }) => steps))(steps)
  return best !== undefined && best.steps <= Math.max(1, Math.floor(bare.length / 3)) ? best.known : undefined
}
