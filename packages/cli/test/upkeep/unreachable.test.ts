/**
 * A server that cannot be reached is told in one line, with what to correct where the address was given.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { EmbedderFailed } from "loopi"
import { notOpened } from "../../src/failures/openings.ts"
import { Server } from "@loopi/postgres"
import { runHere } from "../runHere.ts"

const addresses: ReadonlyArray<readonly [url: string, line: RegExp]> = [
  ["mysql://loopi:hunter2@localhost/loopi", /\(invalid_url\): Unsupported .+ Write --url as postgres:\/\/LOGIN/],
  ["postgres://loopi:hunter2@127.0.0.1:1/loopi", /\(refused\): .+ Start the server, or correct .+ in --url$/],
  ["postgres://loopi:hunter2@nowhere.invalid/loopi", /\(host_not_found\): .+ Correct the host in --url$/]
]

it.live.each(addresses)("loopi migrate says what is wrong with %s", ([url, line]) =>
  Effect.gen(function* () {
    const { exit, stderr, stdout } = yield* runHere(["migrate", "--url", url])
    assert.deepStrictEqual([exit, stdout], [6, ""])
    assert.match(stderr.trimEnd(), line)
    assert.match(stderr, /^loopi: postgres_unreachable: .+\n$/)
    assert.notMatch(stderr, /hunter2|Pg[A-Z]|DATABASE_URL/)
  })
)

it("who has an embedder that is down is told how to start without it", () => {
  const down = { reason: "unreachable", retryable: true } as const
  const told = notOpened(EmbedderFailed.make(down))
  assert.deepStrictEqual([told.code, told.exit], ["embedder_unavailable", 6])
  assert.include(told.whatToDo, "LOOPI_EMBEDDING_DIMENSION")
  const refused = notOpened(EmbedderFailed.make({ reason: "credentials_refused", retryable: false }))
  assert.notInclude(refused.whatToDo, "LOOPI_EMBEDDING_DIMENSION")
})

it("each reason has a step of its own, and the embedded database is offered where it would do", () => {
  const told = Server.UnreachableReason.literals.map(
    (reason) => notOpened(Server.PostgresUnreachable.make({ reason, detail: "no" })).whatToDo
  )
  assert.lengthOf(new Set(told), told.length)
  assert.deepStrictEqual(told.filter((step) => step.includes("embedded")).length, 3)
})
