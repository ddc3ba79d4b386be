/**
 * Four clients of one learner, who share stolen secrets, against a model of what sessions are: 2,000 random steps.
 */
import { assert, type Vitest } from "@effect/vitest"
import { Array, DateTime, Effect, Option, Order, Random } from "effect"
import type { SecretDigest } from "../../domain/accounts/SecretToken.ts"
import { Session, type SessionSecrets, timesAt } from "../../domain/accounts/Session.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { january, newLearner } from "../fixtures.ts"
import { type AccountPorts, makeSession, newDigest, newSecrets } from "./accounts.ts"

const steps = 2_000
const clients = 4
const most = 6

interface Known {
  readonly session: Session
  readonly secrets: SessionSecrets
  readonly spent: ReadonlyArray<SecretDigest>
}

export const agreesWithModel = (it: Vitest.MethodsNonLive<AccountPorts>): void => {
  it.effect(`agrees with a model over ${steps} random steps of ${clients} clients that share stolen secrets`, () =>
    Random.withSeed(play, "four thieves")
  )
}

const play = Effect.gen(function* () {
  const store = yield* SessionStore
  const learner = yield* newLearner
  let known: ReadonlyArray<Known> = []
  let now = january(1)
  const held = Array.makeBy(clients, (): Array<SessionSecrets> => [])
  const tally = { opened: 0, moved: 0, refused: 0, ended: 0 }
  const lasts = ({ session }: Known) => DateTime.isLessThan(now, session.refreshExpiresAt)
  const lastFirst = () => known.toSorted(lastRefreshedFirst)

  /** Mostly the latest pair of a client, as an honest one would show; else any that it ever got hold of. */
  const pairOf = Effect.fnUntraced(function* (client: number) {
    const pairs = held[client] ?? []
    const back = (yield* Random.nextBoolean) ? 1 : yield* Random.nextIntBetween(1, 8)
    return pairs.at(-back) ?? { access: yield* newDigest, refresh: yield* newDigest }
  })

  const signIn = Effect.fnUntraced(function* (client: number) {
    const [session, secrets] = [yield* makeSession(learner, now), yield* newSecrets]
    yield* store.open(session, secrets, most)
    known = [...known, { session, secrets, spent: [] }]
    known = lastFirst().slice(0, most)
    held[client]?.push(secrets)
    tally.opened++
  })

  const refresh = Effect.fnUntraced(function* (client: number) {
    const { refresh } = yield* pairOf(client)
    const secrets = yield* newSecrets
    const found = known.find((one) => one.secrets.refresh === refresh || one.spent.includes(refresh))
    const times = timesAt(now, found?.session.endsAt ?? now)
    const moves = found?.secrets.refresh === refresh && lasts(found)
    const moved = moves ? Session.make({ ...found.session, ...times }) : undefined
    assert.deepStrictEqual(
      yield* store.refresh(refresh, { ...times, secrets }, now),
      Option.fromUndefinedOr(moved),
      "what a refresh gives"
    )
    if (moved !== undefined) held[client]?.push(secrets)
    tally[moved === undefined ? "refused" : "moved"]++
    if (found === undefined || (moved === undefined && !found.spent.includes(refresh))) return
    if (moved === undefined) tally.ended++
    const after = moved === undefined ? [] : [{ session: moved, secrets, spent: [...found.spent, refresh] }]
    known = [...known.filter((one) => one !== found), ...after]
  })

  const authenticate = Effect.fnUntraced(function* (client: number) {
    const { access } = yield* pairOf(client)
    const found = known.find((one) => one.secrets.access === access)?.session
    const works = found !== undefined && DateTime.isLessThan(now, found.accessExpiresAt)
    const expected = works ? Option.some(found) : Option.none()
    assert.deepStrictEqual(yield* store.find(access, now), expected, "whom an access secret shows")
  })

  const steal = Effect.fnUntraced(function* (client: number) {
    const victim = yield* Random.nextIntBetween(0, clients - 1)
    const pair = held[victim]?.at(-1)
    if (pair !== undefined) held[client]?.push(pair)
  })

  const end = Effect.fnUntraced(function* () {
    const gone = known[yield* Random.nextIntBetween(0, most)]
    if (gone === undefined) return
    assert.isTrue(yield* store.end(learner, gone.session.id))
    known = known.filter((one) => one !== gone)
  })

  const pass = Effect.fnUntraced(function* () {
    const minutes = yield* Random.nextIntBetween(1, 30)
    const days = (yield* Random.nextIntBetween(0, 9)) === 0 ? 20 : 0
    now = DateTime.add(now, { minutes, days })
  })

  const moves = [signIn, refresh, refresh, refresh, authenticate, authenticate, steal, pass]
  for (let step = 0; step < steps; step++) {
    const chance = yield* Random.nextIntBetween(0, 99)
    const client = yield* Random.nextIntBetween(0, clients - 1)
    if (chance === 0) yield* end()
    else yield* (moves[chance % moves.length] ?? refresh)(client)
    const expected = lastFirst().filter(lasts)
    const listed = yield* store.list(learner, now)
    assert.deepStrictEqual(
      listed,
      expected.map(({ session }) => session),
      `the sessions after step ${step}`
    )
  }
  // A model that nothing happens in would agree with anything.
  assert.isAbove(Math.min(...Object.values(tally)), 50, JSON.stringify(tally))
})

const lastRefreshedFirst = Order.flip(
  Order.combine(
    Order.mapInput(DateTime.Order, ({ session }: Known) => session.refreshedAt),
    Order.mapInput(Order.String, ({ session }: Known) => session.id)
  )
)
