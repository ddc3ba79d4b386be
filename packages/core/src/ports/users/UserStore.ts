import { Context, type Effect, type Stream } from "effect"
import type { User, UserExists, UserId, UserNotFound } from "../../domain/users/User.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** Where learners are kept. */
export class UserStore extends Context.Service<
  UserStore,
  {
    /** Adds a learner, unless somebody has that id, or somebody who had it is still being erased. */
    readonly insert: (user: User) => Effect.Effect<void, UserExists | StoreUnavailable>
    readonly get: (id: UserId) => Effect.Effect<User, UserNotFound | StoreUnavailable>
    /** Replaces what is known of a learner; `createdAt` stays. */
    readonly update: (user: User) => Effect.Effect<void, UserNotFound | StoreUnavailable>
    /** Keeps a learner as given, `createdAt` as well, in the place of whoever has that id: for backups. */
    readonly restore: (user: User) => Effect.Effect<void, StoreUnavailable>
    /** Everybody, by id, without holding them in memory: for what looks after all of them. */
    readonly ids: Stream.Stream<UserId, StoreUnavailable>
  }
>()("@loopi/core/ports/users/UserStore") {}
