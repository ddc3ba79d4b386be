/**
 * Who a request comes from, before it is known whose it is.
 */
export interface Caller {
  /** The client's address, as far as the server trusts what it was told. */
  readonly address: string
  readonly userAgent: string
}
