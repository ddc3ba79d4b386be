/**
 * An account and its session, as JSON: what the documentation shows.
 */
const at = "2026-11-22T09:30:00.000Z"

export const password = "a long and quiet sentence"

export const credentials = { email: "mira@example.com", password }

export const newAccount = { ...credentials, name: "Mira", timeZone: "Europe/Lisbon", rolloverHour: 4 }

export const user = {
  id: "0190f6a0-0000-7000-8000-000000000001",
  name: "Mira",
  timeZone: "Europe/Lisbon",
  rolloverHour: 4,
  createdAt: at
}

export const profile = { user, account: { email: credentials.email, verifiedAt: at, createdAt: at } }

export const session = {
  id: "0190f6a0-0000-7000-8000-000000000007",
  userAgent: "Mozilla/5.0",
  createdAt: at,
  refreshedAt: at,
  accessExpiresAt: "2026-11-22T09:45:00.000Z",
  refreshExpiresAt: "2026-12-22T09:30:00.000Z",
  endsAt: "2027-05-21T09:30:00.000Z",
  current: true
}

const secret = (prefix: string) => `${prefix}${"0Ab".repeat(12)}`

export const signedIn = {
  user,
  session,
  accessToken: secret("loopi_at_"),
  refreshToken: secret("loopi_rt_")
}

export const verificationCode = secret("loopi_vc_")
export const resetCode = secret("loopi_rc_")

export const newToken = { name: "My watch", scopes: ["read", "study"], expiresInDays: 90 }

export const token = {
  id: "0190f6a0-0000-7000-8000-000000000008",
  userId: user.id,
  name: newToken.name,
  scopes: newToken.scopes,
  lastFour: "b0Ab",
  createdAt: at,
  expiresAt: "2027-02-20T09:30:00.000Z",
  lastUsedAt: null
}

export const createdToken = { token, secret: secret("loopi_pat_") }

export const key = { provider: "anthropic", lastFour: "x9Qz", addedAt: at, opens: true }
