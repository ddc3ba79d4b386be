/**
 * What the main thread and a thread that hashes say to each other.
 */
import type { Parameters } from "../../phc.ts"

export interface ToHasher extends Parameters {
  readonly message: Uint8Array
  readonly salt: Uint8Array
  readonly tagLength: number
}

export interface FromHasher {
  readonly tag: Uint8Array
}
