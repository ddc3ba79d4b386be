/**
 * Names that a browser finds on the machine it runs on, and nowhere else.
 */
export const isLocalName = (host: string | undefined): boolean => host !== undefined && localHost.test(host)

const localHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i
