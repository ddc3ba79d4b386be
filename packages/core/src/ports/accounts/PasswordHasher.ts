import { Context, type Effect } from "effect"
import type { HasherBusy, Password, PasswordHash } from "../../domain/accounts/Account.ts"

/** Makes and checks what is kept of passwords. Costs a tenth of a second of a core by design, so few run at once. */
export class PasswordHasher extends Context.Service<
  PasswordHasher,
  {
    readonly hash: (password: Password) => Effect.Effect<PasswordHash, HasherBusy>
    /** Without a hash it does the same work and says no: whoever waits cannot tell that there is no account. */
    readonly verify: (password: Password, hash: PasswordHash | undefined) => Effect.Effect<boolean, HasherBusy>
    /** Whether a hash was made with other parameters than those in use. */
    readonly isOutdated: (hash: PasswordHash) => boolean
  }
>()("@loopi/core/ports/accounts/PasswordHasher") {}
