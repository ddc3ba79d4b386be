/**
 * The program as it is, on machines that share a database, with a model to ask: up and ready.
 */
import { join } from "node:path"
import { Effect, Option } from "effect"
import { type CompositionUnderTest, newPlace, type TestPlace } from "../../crash/harness/place.ts"
import type { Models } from "../model/Models.ts"
import { type Ask, type Machine, makeMachine } from "./Machine.ts"

const ownMain = join(import.meta.dirname, "../../../src/main.ts")

export const newPlaceFor = (composition: CompositionUnderTest) => newPlace({ composition, smallVolume: false })

/** One for each model server. */
export const machinesIn = (place: TestPlace, { urls }: Models, env: Readonly<Record<string, string>> = {}) =>
  Effect.gen(function* () {
    const machines = yield* Effect.forEach(urls, (url, number) =>
      makeMachine({ ...place, number, main: ownMain, env: { ...place.env, ANTHROPIC_BASE_URL: url, ...env } })
    )
    for (const machine of machines) yield* machine.start
    return machines
  })

/** The body of a good answer. */
export const told = ({ ask }: Machine, asked: Ask): Effect.Effect<string> =>
  Effect.map(ask(asked), (answer) => {
    if (Option.isSome(answer) && answer.value.status < 300) return answer.value.text
    throw new Error(`${asked.path} was answered ${JSON.stringify(Option.getOrUndefined(answer))}`)
  })
