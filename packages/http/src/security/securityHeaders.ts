/**
 * What browsers must not do with our answers.
 */
import { docsPath } from "../routes.ts"

/** The headers for an answer to this address. */
export const securityHeaders = (url: string): Record<string, string> => ({
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": isDocs(url) ? docsPolicy : apiPolicy,
  ...(url.startsWith("/api") && { "cache-control": "no-store" })
})

const isDocs = (url: string): boolean => url === docsPath || url.startsWith(`${docsPath}?`)

const apiPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// The page carries its script and styles within itself, tries requests out against us, and fetches nothing else.
const docsPolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'"
].join("; ")
