/**
 * Reads a setting that is one of a few words.
 */
import { Config, Effect } from "effect"
import { settingRefused } from "../failures/serving.ts"

export const oneOf = <A extends string, B extends string>(name: string, choices: ReadonlyArray<A>, otherwise: B) =>
  Effect.flatMap(Config.String(name).pipe(Config.withDefault("")), (text) => {
    const chosen = text.trim().toLowerCase()
    const found: A | B | undefined = chosen === "" ? otherwise : choices.find((choice) => choice === chosen)
    return found === undefined ? settingRefused({ name, expects: expected(choices) }) : Effect.succeed(found)
  })

const expected = (choices: ReadonlyArray<string>): string =>
  choices.length === 1 ? choices.join() : `one of ${choices.join(", ")}`
