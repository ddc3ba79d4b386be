/**
 * Numbers as bars.
 */
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

/** A bar of `width` characters for a share from 0 to 1. */
export const bar = (share: number, width: number): string => {
  const filled = Math.max(0, Math.min(1, share)) * width
  const whole = Math.floor(filled)
  const rest = eighths[Math.floor((filled - whole) * 8)] ?? ""
  return `${"█".repeat(whole)}${rest}`.padEnd(width)
}

/** A bar with the empty part shown. */
export const gauge = (share: number, width: number): string => {
  const filled = Math.round(Math.max(0, Math.min(1, share)) * width)
  return "█".repeat(filled) + "░".repeat(width - filled)
}

const levels = "▁▂▃▄▅▆▇█"

/** One character a value, from `low` to `high`; `null` leaves a gap. */
export const sparkline = (values: ReadonlyArray<number | null>, low: number, high: number): string =>
  values
    .map((value) => {
      if (value === null) return " "
      const share = high === low ? 1 : (value - low) / (high - low)
      return levels[Math.max(0, Math.min(levels.length - 1, Math.floor(share * levels.length)))]
    })
    .join("")
