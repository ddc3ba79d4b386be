/**
 * Turns places in lists into words that mean nothing to anybody else: signed for one learner and one list, on whichever
 * server they come back.
 */
import { Context, Effect, Layer, Option, Redacted, Schema } from "effect"
import { CursorInvalid } from "../../domain/search/Cursor.ts"
import type { UserId } from "../../domain/users/User.ts"
import { ServerSecrets } from "../../ports/ServerSecrets.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"

export class Cursors extends Context.Service<
  Cursors,
  {
    /** The cursor for what comes after this row of the list. */
    readonly seal: (userId: UserId, list: string, last: string) => Effect.Effect<string, StoreUnavailable>
    /** The row that a cursor stands for. */
    readonly open: (
      userId: UserId,
      list: string,
      cursor: string
    ) => Effect.Effect<string, CursorInvalid | StoreUnavailable>
  }
>()("@loopi/core/usecases/search/Cursors") {
  static readonly layer: Layer.Layer<Cursors, never, ServerSecrets> = Layer.effect(
    Cursors,
    Effect.gen(function* () {
      const secrets = yield* ServerSecrets
      const key = Effect.flatMap(secrets.get("cursors"), (secret) =>
        Effect.promise(() =>
          subtle.importKey("raw", new Uint8Array(Redacted.value(secret)), hmac, false, ["sign", "verify"])
        )
      )

      const seal = Effect.fn("Cursors.seal")(function* (userId: UserId, list: string, last: string) {
        const by = yield* key
        const signature = yield* Effect.promise(() => subtle.sign(hmac, by, signed(userId, list, last)))
        return `${toText(new Uint8Array(signature))}${toText(encoder.encode(last))}`
      })

      const open = Effect.fn("Cursors.open")(function* (userId: UserId, list: string, cursor: string) {
        const signature = toBytes(cursor.slice(0, signatureLength))
        const bytes = toBytes(cursor.slice(signatureLength))
        if (Option.isNone(signature) || Option.isNone(bytes)) return yield* CursorInvalid.make({})
        const last = new TextDecoder().decode(bytes.value)
        const [by, given] = [yield* key, new Uint8Array(signature.value)]
        const isOurs = yield* Effect.promise(() => subtle.verify(hmac, by, given, signed(userId, list, last)))
        return isOurs ? last : yield* CursorInvalid.make({})
      })

      return Cursors.of({ seal, open })
    })
  )
}

const { subtle } = globalThis.crypto
const hmac = { name: "HMAC", hash: "SHA-256" }
const encoder = new TextEncoder()

/** 32 bytes in base 64. */
const signatureLength = 43

const signed = (userId: UserId, list: string, last: string) => encoder.encode(JSON.stringify([userId, list, last]))

const toText = Schema.encodeSync(Schema.Uint8ArrayFromBase64Url)
const toBytes = Schema.decodeOption(Schema.Uint8ArrayFromBase64Url)
