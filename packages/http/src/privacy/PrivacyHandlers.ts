import { Accounts, Privacy, Users } from "@loopi/core"
import { DateTime, Effect, Layer, Redacted, Stream } from "effect"
import { HttpApiBuilder, HttpApiSchema } from "effect/http-api"
import { Api } from "../Api.ts"
import { asPrincipal, CurrentUser } from "../authentication/Authentication.ts"
import { caller } from "../authentication/caller.ts"
import { takeBack } from "../authentication/cookies.ts"
import { answer } from "../problems/refusals.ts"

const privacyHandlers = HttpApiBuilder.group(
  Api,
  "privacy",
  Effect.fnUntraced(function* (handlers) {
    const privacy = yield* Privacy
    const accounts = yield* Accounts
    const users = yield* Users

    return handlers.handleAll({
      exportAll: () =>
        CurrentUser.use(({ id }) =>
          Effect.gen(function* () {
            // Asked first, so that nobody gets a problem in the midst of a file.
            yield* answer(users.get(id))
            const day = DateTime.formatIsoDateUtc(yield* DateTime.now)
            return HttpApiSchema.withHeaders({
              body: Stream.encodeText(Stream.map(privacy.exportAll(id), (line) => `${line}\n`)),
              headers: { "content-disposition": `attachment; filename="loopi-${day}.ndjson"` }
            })
          })
        ),
      erase: Effect.fnUntraced(function* ({ payload: { password } }) {
        const from = yield* caller
        const { code, receipt } = yield* asPrincipal((principal) =>
          Effect.andThen(accounts.confirm(principal, password, from), privacy.erase(principal.userId))
        )
        yield* takeBack
        return { code: Redacted.value(code), receipt }
      })
    })
  })
)

const erasuresHandlers = HttpApiBuilder.group(
  Api,
  "erasures",
  Effect.fnUntraced(function* (handlers) {
    const privacy = yield* Privacy
    return handlers.handleAll({ receipt: ({ params }) => answer(privacy.receipt(params.code)) })
  })
)

/** Hands each endpoint to one use case, once it is sure who asks. */
export const layer = Layer.merge(privacyHandlers, erasuresHandlers)
