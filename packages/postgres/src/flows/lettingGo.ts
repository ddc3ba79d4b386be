/**
 * Lets a run go to another machine without breaking its step off: what a model is asked in it is paid for.
 */
import { type DoStep, type Flow, type FlowWork, persistently } from "@loopi/core"
import { Deferred, Effect, Fiber, type Scope } from "effect"

/** The longest that whoever takes a run over waits for the step that is under way. Most answers are there by then. */
const patience = "30 seconds"

/**
 * Carries a run out in the scope. Interrupted, it lets the step that is under way end and begins no further one; a run
 * that was cancelled breaks its step off by itself. When the scope closes, the step is broken off.
 */
export const carriedOutIn = (scope: Scope.Scope) =>
  Effect.fnUntraced(function* (work: FlowWork["Service"], flow: Flow) {
    let isLetGo = false
    let underWay: Deferred.Deferred<void> | undefined
    // The engine's own record of steps would be a second one, and holds up the hand-over of a shard.
    const doStep: DoStep = (_name, step) =>
      Effect.suspend(() => {
        if (isLetGo) return Effect.never
        const ended = Deferred.makeUnsafe<void>()
        underWay = ended
        return Effect.ensuring(step, Deferred.succeed(ended, undefined))
      })
    const fiber = yield* Effect.forkIn(persistently(work, flow, doStep), scope)
    const letGo = Effect.suspend(() => {
      isLetGo = true
      return underWay === undefined ? Effect.void : Deferred.await(underWay)
    })
    yield* Fiber.join(fiber).pipe(
      Effect.onInterrupt(() =>
        // Waited for in a fiber that is not interrupted itself, so that the waiting can end.
        Effect.interruptible(letGo).pipe(Effect.timeoutOption(patience), Effect.andThen(Fiber.interrupt(fiber)))
      )
    )
  })
