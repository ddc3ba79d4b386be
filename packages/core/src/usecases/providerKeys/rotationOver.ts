/**
 * A rotation: every key is sealed with the current master key, and a master key is dropped when nothing needs it.
 */
import { type Context, Effect, Schema } from "effect"
import { MasterKeyId, type MasterKeyRing } from "../../domain/providerKeys/MasterKey.ts"
import { type ProviderKey, ProviderKeyUnreadable } from "../../domain/providerKeys/ProviderKey.ts"
import { newMasterKey } from "../../keys/newMasterKey.ts"
import type { MasterKeys } from "../../ports/providerKeys/MasterKeys.ts"
import type { ProviderKeyVault, SealedWith } from "../../ports/providerKeys/ProviderKeyVault.ts"

/** What a rotation came to. */
export class RotationReport extends Schema.Class<RotationReport>("RotationReport")({
  /** What everything that can be opened is sealed with now. */
  masterKeyId: MasterKeyId,
  sealed: Schema.Int,
  unreadable: Schema.Array(ProviderKeyUnreadable),
  /** Master keys of the ring that seal nothing any more. */
  unused: Schema.Array(MasterKeyId),
  /** Whether those were dropped: they are where the ring is ours to write. */
  dropped: Schema.Boolean
}) {}

/** Told after each batch. */
export type TellRotation = (done: number, total: number) => Effect.Effect<void>

/** So many keys are read ahead at a time; each is its own transaction. */
const batch = 100

export const rotationOver = (
  vault: ProviderKeyVault["Service"],
  masterKeys: Context.Service.Shape<typeof MasterKeys>
) =>
  Effect.fn("Keys.rotate")(function* (tell: TellRotation = () => Effect.void) {
    const ring = yield* begunOver(masterKeys)
    const [current, ...others] = ring
    const outdated = (yield* vault.counts).filter(({ masterKeyId }) => masterKeyId !== current.id)

    const { sealed, unreadable } = yield* resealAll(
      vault,
      tell,
      outdated.reduce((sum, { keys }) => sum + keys, 0)
    )

    const left = yield* vault.counts
    const unused = others.map(({ id }) => id).filter((id) => !isUsed(left, id))
    const dropped = yield* drop(vault, masterKeys, ring, unused)
    return RotationReport.make({ masterKeyId: current.id, sealed, unreadable, unused, dropped })
  })

/** More than one master key in a ring of ours: a rotation was broken off, and is to be finished first. */
const begunOver = Effect.fnUntraced(function* (masterKeys: Context.Service.Shape<typeof MasterKeys>) {
  const ring = yield* masterKeys.ring
  if (masterKeys.keep === undefined || ring.length > 1) return ring
  const renewed: MasterKeyRing = [yield* newMasterKey, ...ring]
  yield* masterKeys.keep(renewed)
  return renewed
})

const resealAll = Effect.fnUntraced(function* (vault: ProviderKeyVault["Service"], tell: TellRotation, total: number) {
  const unreadable: Array<ProviderKeyUnreadable> = []
  let sealed = 0
  let after: ProviderKey | undefined
  do {
    const rotated = yield* vault.rotate({ after, limit: batch })
    sealed += rotated.sealed
    unreadable.push(...rotated.unreadable)
    yield* tell(Math.min(sealed + unreadable.length, total), total)
    after = rotated.last
  } while (after !== undefined)
  return { sealed, unreadable }
})

/** Drops what seals nothing, unless something was sealed with it at the last moment: then it is taken back. */
const drop = Effect.fnUntraced(function* (
  vault: ProviderKeyVault["Service"],
  { keep }: Context.Service.Shape<typeof MasterKeys>,
  ring: MasterKeyRing,
  unused: ReadonlyArray<MasterKeyId>
) {
  if (keep === undefined || unused.length === 0) return false
  const [current, ...others] = ring
  yield* keep([current, ...others.filter(({ id }) => !unused.includes(id))])
  const left = yield* vault.counts
  const isNeeded = unused.some((id) => isUsed(left, id))
  if (isNeeded) yield* keep(ring)
  return !isNeeded
})

const isUsed = (counts: ReadonlyArray<SealedWith>, id: MasterKeyId): boolean =>
  counts.some(({ masterKeyId }) => masterKeyId === id)
