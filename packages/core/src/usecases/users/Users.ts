/**
 * What a learner does with their own account.
 */
import { Context, DateTime, Effect, Layer } from "effect"
import type { Today } from "../../domain/study/Study.ts"
import { type StudyCalendar, studyDayOf } from "../../domain/study/StudyDay.ts"
import { User, type UserChange, type UserId, type UserNotFound } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { UserStore } from "../../ports/users/UserStore.ts"

export class Users extends Context.Service<
  Users,
  {
    /** The learner with this id, who joins now if nobody has it. */
    readonly ensure: (
      id: UserId,
      name: string,
      calendar: StudyCalendar
    ) => Effect.Effect<User, UserNotFound | StoreUnavailable>
    readonly get: (id: UserId) => Effect.Effect<User, UserNotFound | StoreUnavailable>
    /** Changes the learner's name, zone or rollover hour; what was reviewed keeps its day. */
    readonly change: (id: UserId, change: UserChange) => Effect.Effect<User, UserNotFound | StoreUnavailable>
    /** The learner, the present instant, and their study day at it. */
    readonly today: (id: UserId) => Effect.Effect<Today & { readonly user: User }, UserNotFound | StoreUnavailable>
  }
>()("@loopi/core/usecases/users/Users") {
  static readonly layer: Layer.Layer<Users, never, UserStore> = Layer.effect(
    Users,
    Effect.gen(function* () {
      const store = yield* UserStore

      const ensure = Effect.fn("Users.ensure")(function* (id: UserId, name: string, calendar: StudyCalendar) {
        const user = User.make({ id, name, ...calendar, createdAt: yield* DateTime.now })
        // Two processes may join the same learner at once: whoever comes second finds the first.
        yield* store.insert(user).pipe(Effect.catchTag("UserExists", () => Effect.void))
        return yield* store.get(id)
      })

      const change = Effect.fn("Users.change")(function* (id: UserId, change: UserChange) {
        const user = yield* store.get(id)

        const changed = User.make({ ...user, ...change })

        yield* store.update(changed)
        return changed
      })

      const today = Effect.fn("Users.today")(function* (id: UserId) {
        const user = yield* store.get(id)
        const now = yield* DateTime.now
        return { user, now, today: studyDayOf(now, user) }
      })

      return Users.of({ ensure, get: store.get, change, today })
    })
  )
}
