/**
 * What the main thread and the worker that holds the database say to each other.
 */
import type { TransactionStatus } from "../wire/ReplyScanner.ts"

export interface Boot {
  /** Where the database is kept; in memory when absent. */
  readonly directory?: string | undefined
  /** A dump to begin with when there is no database yet. */
  readonly seed?: string | undefined
  readonly extensions?: ReadonlyArray<Extension> | undefined
  readonly flow: SharedArrayBuffer
}

/** An extension of PGlite: the module that holds it and the name it is exported by. */
export interface Extension {
  readonly module: string
  readonly name: string
}

export type ToWorker =
  | { readonly tag: "exchange"; readonly bytes: Uint8Array }
  | { readonly tag: "feed"; readonly bytes: Uint8Array; readonly last: boolean }
  | { readonly tag: "dump"; readonly file: string }
  | { readonly tag: "close" }

export type FromWorker =
  | { readonly tag: "open"; readonly greeting: Uint8Array }
  | { readonly tag: "bytes"; readonly bytes: Uint8Array }
  | { readonly tag: "notification"; readonly frame: Uint8Array }
  /** A COPY is open and all of its input so far is used up. */
  | { readonly tag: "wants" }
  /** The exchange is over; `status` is absent when the backend did not say that it is ready for another. */
  | { readonly tag: "done"; readonly status: TransactionStatus | undefined }
  | { readonly tag: "dumped" }
  | { readonly tag: "closed" }
  | { readonly tag: "failed"; readonly message: string }
