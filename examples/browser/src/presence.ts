/**
 * Whether somebody has signed in by this browser, as far as the page can tell: the session is in cookies that no script
 * reads, so it keeps a note. The server decides.
 */
const note = "loopi"

export const isHere = (): boolean => localStorage.getItem(note) !== null
export const enter = (): void => localStorage.setItem(note, "here")
export const leave = (): void => localStorage.removeItem(note)
