/**
 * The settings of who is let in, and how mails reach them.
 */
import type { SettingGroup } from "./Setting.ts"

export const ofPeople: SettingGroup = {
  title: "Who is let in, and mails to them",
  page: "accounts.md",
  settings: [
    {
      name: "LOOPI_TOKEN",
      means: "the token that lets you in; where others reach the server, of 16 characters or more",
      otherwise: "made at the first start, kept in the data directory"
    },
    {
      name: "LOOPI_SIGNUP",
      means: "whether people may join: open or closed",
      otherwise: "open with --accounts, else closed",
      expects: "`open` or `closed`"
    },
    {
      name: "LOOPI_EMAIL_VERIFICATION",
      means: "whether an address is proven before it signs in: required or optional",
      otherwise: "required where mails are delivered",
      expects: "`required` or `optional`"
    },
    {
      name: "LOOPI_PUBLIC_URL",
      means: "where people reach the app: what links in mails lead to",
      otherwise: "none: mails name the bare code",
      expects: "a URL, as in https://learn.example"
    },
    {
      name: "LOOPI_SMTP_URL",
      means: "the mail server, with a name and a password",
      otherwise: "none: mails are written to the log",
      expects: "a URL, as in smtps://name:password@mail.example"
    },
    {
      name: "LOOPI_MAILER",
      means: "log, where mails are meant to go to the log although a code from one is required to sign in",
      otherwise: "the mail server, where there is one",
      expects: "`log`"
    },
    {
      name: "LOOPI_MAIL_FROM",
      means: "whom mails are from",
      otherwise: "loopi@ and the host of the mail server",
      expects: "an address, as in `Learn <learn@mail.example>`"
    }
  ]
}
