/**
 * 64 who sign in at once, over and over: at the same server, what others ask for takes at most three times as long (p99) as
 * just before and just after.
 */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { hasPostgres } from "../crash/harness/LocalPostgres.ts"
import { newPlace } from "../crash/harness/place.ts"
import { type Answers, asksOnAndOn, besieged, figuresOf, quantile, tookOf } from "./besieged.ts"
import { atOnce, everybodyJoins, type SignIn } from "./signIns.ts"
import { signInsApart } from "./signInsApart.ts"

/** Long enough that a full collection of garbage, of a tenth of a second every half minute, is not what p99 tells of. */
const seconds = { peace: 10, war: 20 }

const paths = ["/api/goals", "/api/study/due", "/api/progress/stats", "/api/auth/session"]

const isChecked = ({ accessToken, code }: SignIn) => accessToken !== undefined || code === "credentials_refused"

const isWhole = (answers: Answers) => answers.every(({ status }) => status === 200)

for (const composition of ["embedded", "postgres"] as const) {
  it.live.runIf(composition === "embedded" || hasPostgres)(
    `64 sign-ins at once are checked within seconds, and others wait at most three times as long: ${composition}`,
    () =>
      Effect.gen(function* () {
        const { data, env } = yield* newPlace({ composition, smallVolume: false })
        const settings = { ...env, LOOPI_EMAIL_VERIFICATION: "optional" }
        const { port } = yield* besieged(settings, ["--accounts", "--data", data])
        const bearer = yield* everybodyJoins(port)
        const learns = (seconds: number) => asksOnAndOn(port, seconds, { bearer, paths, perSecond: 40 })
        // What runs for the first time is slow.
        const signIns = yield* signInsApart
        yield* learns(3)
        yield* signIns({ port, number: 0, seconds: 0 })

        const before = yield* learns(seconds.peace)
        const both = [learns(seconds.war), signIns({ port, number: 1, seconds: seconds.war })] as const
        const [war, tried] = yield* Effect.all(both, { concurrency: "unbounded" })
        const after = yield* learns(seconds.peace)

        const checked = tried.filter(isChecked)
        const last = Math.max(...checked.map(({ took }) => took))
        const peace = [...before, ...after]
        const ratio = tookOf(war, 0.99) / tookOf(peace, 0.99)
        process.stdout.write(
          `${composition}: ${checked.length} of ${tried.length} sign-ins, ${atOnce} at once, were checked, half of them within ` +
            `${Math.round(
              quantile(
                checked.map(({ took }) => took),
                0.5
              )
            )} ms and all within ${Math.round(last)} ms; others took ` +
            `${figuresOf(war)} meanwhile, ${figuresOf(before)} before and ${figuresOf(after)} after: ${ratio.toFixed(2)} times\n`
        )
        assert.isTrue(isWhole(before) && isWhole(war) && isWhole(after))
        assert.deepStrictEqual(
          tried.filter((one) => !isChecked(one) && one.code !== "hasher_busy"),
          []
        )
        assert.isAbove(checked.length, tried.length / 2)
        assert.isAtMost(ratio, 3)
      }),
    180_000
  )
}

if (!hasPostgres) it.skip("64 sign-ins at once: skipped on Postgres, for want of its binaries")
