/**
 * Who may use the one backend, and who is next: first come, first served.
 */
export class TurnQueue<Owner extends object> {
  private readonly onWait: (holder: Owner) => void
  private holder: Owner | undefined
  private readonly waiting: Array<{ readonly owner: Owner; readonly begin: () => void }> = []

  /** `onWait` hears of the holder each time somebody begins to wait for it. */
  constructor(onWait: (holder: Owner) => void = () => {}) {
    this.onWait = onWait
  }

  get owner(): Owner | undefined {
    return this.holder
  }

  /** Whether somebody waits for the present turn to end. */
  get contended(): boolean {
    return this.waiting.length > 0
  }

  /** Calls `begin` when the turn is the owner's: at once if it holds it or nobody does. */
  take(owner: Owner, begin: () => void): void {
    if (this.holder === undefined) this.holder = owner
    if (this.holder === owner) return begin()
    this.waiting.push({ owner, begin })
    this.onWait(this.holder)
  }

  /** Ends the owner's turn and begins the next; whoever wants another turn waits behind all others. */
  end(owner: Owner): void {
    if (this.holder !== owner) return
    const next = this.waiting.shift()
    this.holder = next?.owner
    next?.begin()
  }

  /** Gives up a place in the queue; true when there was one. */
  leave(owner: Owner): boolean {
    const place = this.waiting.findIndex((waiter) => waiter.owner === owner)
    if (place >= 0) this.waiting.splice(place, 1)
    return place >= 0
  }
}
