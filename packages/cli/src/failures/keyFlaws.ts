/**
 * What is wrong with keys, in words: of the learner's for a provider, and of those they are sealed with.
 */
import type { MasterKeysFlaw, MasterKeysRefused, ProviderKeyFlaw } from "@loopi/core"

export const keyFlaws: Record<ProviderKeyFlaw, string> = {
  empty: "no key was given",
  too_short: "the key is shorter than any provider's",
  too_long: "the key is longer than any provider's",
  not_printable: "the key has spaces, line breaks or letters that no key has"
}

/** Where the keys come from is known to whoever set them: the position in the setting, or the file beside the data. */
export const masterKeyFlaw = ({ position, reason }: MasterKeysRefused): string =>
  `${masterKeyFlaws[reason]}${position === null ? "" : ` (key ${position})`}`

const masterKeyFlaws: Record<MasterKeysFlaw, string> = {
  missing: "there is no master key to seal keys with",
  malformed: "a master key is not of the form id:base64",
  wrong_length: "a master key has not 32 bytes",
  guessable: "a master key is a placeholder, not drawn at random",
  repeated_id: "two master keys have the same id",
  repeated_key: "two master keys are the same",
  exposed: "the file of the master key may be read by others than its owner",
  unusable: "the file of the master key cannot be read or written"
}

export const masterKeyAdvice: Record<MasterKeysFlaw, string> = {
  missing: "Set LOOPI_MASTER_KEYS to an id, a colon, and what `openssl rand -base64 32` prints",
  malformed: "Write LOOPI_MASTER_KEYS as id:base64,id:base64",
  wrong_length: "Make another with `openssl rand -base64 32`",
  guessable: "Make another with `openssl rand -base64 32`",
  repeated_id: "Name each master key differently",
  repeated_key: "Leave one of them out",
  exposed: "Run `chmod 600` on master-key in the data directory",
  unusable: "Check the disk and the permissions of master-key in the data directory"
}
