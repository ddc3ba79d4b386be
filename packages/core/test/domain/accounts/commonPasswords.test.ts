import { assert, describe, it } from "@effect/vitest"
import { isCommon, isOf } from "../../../src/domain/accounts/commonPasswords.ts"

describe("isCommon", () => {
  it("is true of what is guessed first, however it is spelt and numbered", () => {
    const common = [
      "password123",
      "password1234567890",
      "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44123",
      "P@ssw0rd2026!",
      "123password",
      "passwordpassword",
      "Welcome2026",
      "letme1n!!!",
      "qwertyuiop",
      "1qaz2wsx3edc",
      "1234567890",
      "12345678910",
      "0987654321",
      "abcdefghij",
      "aaaaaaaaaaaa",
      "abcabcabcabc",
      "1212121212",
      "iloveyou1234",
      "Summer2026!",
      "correcthorsebatterystaple"
    ]
    for (const password of common) assert.isTrue(isCommon(password), password)
  })

  it("is false of what nobody tries early", () => {
    const others = [
      "a long and quiet sentence",
      "password of a lighthouse keeper",
      "mx7Qe-91zAp2",
      "summer rain on tin",
      "83150472960175",
      "\u6c34\u6ef4\u77f3\u7a7f\u6c34\u6ef4\u77f3\u7a7f\u4e86\u5417"
    ]
    for (const password of others) assert.isFalse(isCommon(password), password)
  })
})

describe("isOf", () => {
  it("is true of somebody's own address, whole or without its domain, and of nothing else", () => {
    for (const typed of ["noor.haddad@example.com", "Noor.Haddad@Example.com", "noor.haddad", "\uff2eoor.haddad"]) {
      assert.isTrue(isOf(typed, "noor.haddad@example.com"), typed)
    }
    for (const typed of ["noor.haddad@example.org", "noor haddad keeps a lighthouse"]) {
      assert.isFalse(isOf(typed, "noor.haddad@example.com"), typed)
    }
  })
})
