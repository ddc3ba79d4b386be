/**
 * How a session is kept by a browser: in cookies that no script can read.
 */
import type { SignedIn } from "@loopi/core"
import { DateTime, Effect, Redacted } from "effect"
import { Cookies, HttpEffect, type HttpServerRequest, HttpServerResponse } from "effect/http"
import { isLocalName } from "../security/localName.ts"

type Request = HttpServerRequest.HttpServerRequest

export const accessCookie = (request: Request) => secretIn(request, namesFor(request).access)
export const refreshCookie = (request: Request) => secretIn(request, namesFor(request).refresh)

const secretIn = ({ cookies }: Request, name: string): Redacted.Redacted | undefined => {
  const value = cookies[name]
  return value === undefined || value === "" ? undefined : Redacted.make(value)
}

/** Has the present answer hand over the secrets of a session. */
export const handOver = ({ access, refresh, session }: SignedIn) =>
  answeringWith((cookies, request) => {
    const { access: accessName, refresh: refreshName, secure } = namesFor(request)
    return cookies.pipe(
      Cookies.setUnsafe(accessName, Redacted.value(access), {
        ...accessOptions(secure),
        ...until(session.accessExpiresAt)
      }),
      Cookies.setUnsafe(refreshName, Redacted.value(refresh), {
        ...refreshOptions(secure),
        ...until(session.refreshExpiresAt)
      })
    )
  })

/** Has the present answer take them back. */
export const takeBack = answeringWith((cookies, request) => {
  const { access, refresh, secure } = namesFor(request)
  return cookies.pipe(
    Cookies.expireCookieUnsafe(access, accessOptions(secure)),
    Cookies.expireCookieUnsafe(refresh, refreshOptions(secure))
  )
})

/**
 * On one's own machine there is no encryption, and some browsers keep no `Secure` cookies without. A proxy that encrypts
 * for others passes on under which name, or at least says that it does.
 */
const namesFor = ({ headers }: Request) =>
  isLocalName(headers["host"]) && headers["x-forwarded-proto"] !== "https"
    ? { access: "loopi_access", refresh: "loopi_refresh", secure: false }
    : { access: "__Host-loopi_access", refresh: "__Secure-loopi_refresh", secure: true }

const accessOptions = (secure: boolean) => ({ path: "/", httpOnly: true, secure, sameSite: "lax" }) as const

/** Sent nowhere but where it is spent. */
const refreshOptions = (secure: boolean) => ({ path: "/api/auth", httpOnly: true, secure, sameSite: "strict" }) as const

const until = (at: DateTime.Utc) => ({ expires: DateTime.toDateUtc(at) })

function answeringWith(change: (cookies: Cookies.Cookies, request: Request) => Cookies.Cookies) {
  return HttpEffect.appendPreResponseHandler((request, response) =>
    Effect.succeed(HttpServerResponse.replaceCookies(response, change(response.cookies, request)))
  )
}
