/**
 * Which view the page shows, by what follows the # in its address: #/goal/ID, #/study, #/progress.
 */

let said: string | undefined

/** Opens another view, with something to say there; the same view again is drawn anew. */
export const go = (path: string, words?: string): void => {
  said = words
  const hash = `#/${path}`
  if (location.hash === hash) window.dispatchEvent(new HashChangeEvent("hashchange"))
  else location.hash = hash
}

export interface Route {
  readonly view: string
  readonly id: string | undefined
}

export const route = (): Route => {
  const [, view = "", id] = location.hash.split("/")
  return { view, id }
}

/** What was to be said in this view, once. */
export const saidOnce = (): string | undefined => {
  const words = said
  said = undefined
  return words
}
