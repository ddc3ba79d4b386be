/**
 * Tells whether words in a sentence are the thing its section is named after, in whatever form.
 */
import { stems } from "./asking.ts"

/** "active-passive fail-over" is about the section "Active-passive". */
export const isAbout = (name: string, title: string): boolean => {
  const said = ` ${stems(name).join(" ")} `
  return namesIn(title).some((wanted) => said.startsWith(` ${stems(wanted).join(" ")} `))
}

/** The words a sentence opens with, when they are the section's name. */
export const subjectNamed = (text: string, title: string): string | null => {
  const article = /^(?:(?:An?|The)\s)?/.exec(text)?.[0] ?? ""
  for (const wanted of namesIn(title)) {
    const said = text.slice(article.length).split(" ", wanted.split(/\s+/).length).join(" ")
    if (stems(said).join(" ") === stems(wanted).join(" ") && /\p{L}$/u.test(said)) return article + said
  }
  return null
}

/** "Remote procedure call (RPC)" gives two names. */
const namesIn = (title: string): ReadonlyArray<string> => {
  const bare = title.replace(/\s*\([^()]*\)/g, "").trim()
  const aside = /\(([\p{L}\p{N} -]+)\)/u.exec(title)?.[1] ?? ""
  return [bare, aside].filter((name) => stems(name).length > 0)
}
