/**
 * Does what comes in a rush bit by bit, so that requests get their turn in between: whoever has a thousand connections
 * cut at once would have everybody wait for it.
 */

export const inTurns = (atOnce: number): ((work: () => void) => void) => {
  const waiting: Array<() => void> = []
  const turn = () => {
    for (const work of waiting.splice(0, atOnce)) work()
    if (waiting.length > 0) setImmediate(turn)
  }
  return (work) => {
    waiting.push(work)
    if (waiting.length === 1) setImmediate(turn)
  }
}
