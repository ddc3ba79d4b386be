/**
 * Turns a use case of effects into one of promises, method by method.
 */
import { Effect, type ManagedRuntime, Stream } from "effect"

/**
 * A use case whose methods give promises, and what can be watched is there for `for await`. They reject with the errors
 * the use case names, told apart by `_tag`.
 */
export type Promised<Service> = {
  readonly [Name in keyof Service]: Service[Name] extends (
    ...args: infer Args
  ) => Effect.Effect<infer Result, infer _Refusal>
    ? (...args: Plain<Args>) => Promise<Result>
    : Service[Name] extends (...args: infer Args) => Stream.Stream<infer Element, infer _Refusal>
      ? (...args: Args) => AsyncIterable<Element>
      : Service[Name]
}

/** Arguments with plain functions in the place of those that give effects, such as the one told of progress. */
type Plain<Args> = {
  readonly [Position in keyof Args]: Args[Position] extends ((...args: infer Told) => Effect.Effect<void>) | undefined
    ? ((...args: Told) => void) | Extract<Args[Position], undefined>
    : Args[Position]
}

export const promised = <R, E, Service extends object>(
  runtime: ManagedRuntime.ManagedRuntime<R, E>,
  service: Service
): Promised<Service> => {
  const methods = Object.entries(service).map(([name, method]: [string, unknown]) => [
    name,
    typeof method === "function"
      ? (...args: ReadonlyArray<unknown>) => run(runtime, method(...args.map(effectful)))
      : method
  ])
  // The type above says method by method what this does to all of them; TypeScript cannot follow it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(methods) as Promised<Service>
}

const run = <R, E>(runtime: ManagedRuntime.ManagedRuntime<R, E>, asked: unknown): unknown => {
  if (isOwnStream(asked)) return Stream.toAsyncIterable(asked)
  return isOwnEffect(asked) ? runtime.runPromise(asked) : asked
}

// The methods of use cases stand on nothing that is not in them already, and fail with errors of ours.
const isOwnStream = (asked: unknown): asked is Stream.Stream<unknown, Error> => Stream.isStream(asked)
const isOwnEffect = (asked: unknown): asked is Effect.Effect<unknown, Error> => Effect.isEffect(asked)

const effectful = (argument: unknown): unknown =>
  typeof argument === "function"
    ? (...args: ReadonlyArray<unknown>) => Effect.sync(() => void argument(...args))
    : argument
