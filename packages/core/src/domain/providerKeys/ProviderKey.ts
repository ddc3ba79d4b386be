/**
 * A learner's own key for a provider of models or embeddings, of which the last four characters are ever shown.
 */
import { Redacted, Result, Schema } from "effect"
import { Uuid } from "../Id.ts"
import { MasterKeyId } from "./MasterKey.ts"
import { UserId } from "../users/User.ts"

export const ProviderKeyId = Uuid.pipe(Schema.brand("ProviderKeyId"))
export type ProviderKeyId = typeof ProviderKeyId.Type

/** Whose services a key opens. */
export const Provider = Schema.Literals(["anthropic", "jina", "openai", "voyage"])
export type Provider = typeof Provider.Type

const leastLength = 16
const mostLength = 512

/** Printable ASCII without spaces, as it has to fit into a header; long enough to hide behind its last four. */
const SecretText = Schema.String.check(
  Schema.isPattern(/^[\x21-\x7e]*$/),
  Schema.isMinLength(leastLength),
  Schema.isMaxLength(mostLength)
).pipe(Schema.brand("ProviderSecret"))

/** The key itself. */
export type ProviderSecret = Redacted.Redacted<typeof SecretText.Type>

/** What may be told of a key. */
export class ProviderKey extends Schema.Class<ProviderKey>("ProviderKey")({
  id: ProviderKeyId,
  userId: UserId,
  provider: Provider,
  lastFour: Schema.String.check(Schema.isMinLength(4), Schema.isMaxLength(4)),
  /** The master key it is sealed with. */
  masterKeyId: MasterKeyId,
  addedAt: Schema.DateTimeUtc
}) {}

export class ProviderKeyNotFound extends Schema.TaggedError<ProviderKeyNotFound>()("ProviderKeyNotFound", {
  provider: Provider
}) {}

export const ProviderKeyFlaw = Schema.Literals(["empty", "too_short", "too_long", "not_printable"])
export type ProviderKeyFlaw = typeof ProviderKeyFlaw.Type

/** What was given is no key of any provider. */
export class ProviderKeyRefused extends Schema.TaggedError<ProviderKeyRefused>()("ProviderKeyRefused", {
  reason: ProviderKeyFlaw
}) {}

/**
 * A key is kept, but cannot be opened: its master key is not at hand, or what is kept is not what was sealed for this
 * learner and provider.
 */
export class ProviderKeyUnreadable extends Schema.TaggedError<ProviderKeyUnreadable>()("ProviderKeyUnreadable", {
  userId: UserId,
  provider: Provider,
  reason: Schema.Literals(["master_key_missing", "damaged"]),
  masterKeyId: MasterKeyId
}) {}

/** Reads a key as it was typed or piped in. What is wrong with it is told without a character of it. */
export const readSecret = (typed: Redacted.Redacted): Result.Result<ProviderSecret, ProviderKeyRefused> => {
  const text = Redacted.value(typed).trim()
  if (Schema.is(SecretText)(text)) return Result.succeed(Redacted.make(text))
  return Result.fail(ProviderKeyRefused.make({ reason: flawOf(text) }))
}

export const lastFourOf = (secret: ProviderSecret): string => Redacted.value(secret).slice(-4)

const flawOf = (text: string): ProviderKeyFlaw => {
  if (text === "") return "empty"
  if (!/^[\x21-\x7e]*$/.test(text)) return "not_printable"
  return text.length < leastLength ? "too_short" : "too_long"
}
