import { Array, Context, Effect, Layer, Order, Stream } from "effect"
import { User, UserExists, type UserId, UserNotFound } from "../../domain/users/User.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { erasingNow, forgetsWithLearner } from "../privacy/MemoryForgetting.ts"

/** The learners there are: accounts come and go with them. */
export class MemoryUsers extends Context.Service<MemoryUsers, Map<UserId, User>>()(
  "@loopi/core/memory/users/MemoryUserStore/MemoryUsers"
) {}

/** Keeps learners in a `Map`. */
export const layer: Layer.Layer<UserStore | MemoryUsers> = Layer.effectContext(
  Effect.gen(function* () {
    const users: MemoryUsers["Service"] = new Map()
    yield* forgetsWithLearner("users", users, ({ id }) => id)
    return Context.make(MemoryUsers, users).pipe(Context.add(UserStore, storeOver(users, yield* erasingNow)))
  })
)

const storeOver = (users: MemoryUsers["Service"], isErased: (id: UserId) => boolean) => {
  const find = (id: UserId) =>
    Effect.suspend(() => {
      const user = users.get(id)
      return user === undefined ? UserNotFound.make({ id }) : Effect.succeed(user)
    })

  return UserStore.of({
    insert: (user) =>
      Effect.suspend(() =>
        users.has(user.id) || isErased(user.id)
          ? UserExists.make({ id: user.id })
          : Effect.succeed(void users.set(user.id, user))
      ),
    get: find,
    update: (user) =>
      Effect.map(find(user.id), ({ createdAt }) => void users.set(user.id, User.make({ ...user, createdAt }))),
    restore: (user) => Effect.sync(() => void users.set(user.id, user)),
    ids: Stream.suspend(() => Stream.fromIterable(Array.sort(users.keys(), Order.String)))
  })
}
