/**
 * Small things that several views show.
 */
import { h } from "../dom.ts"

export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`

/** A share of 100, drawn as a ring. */
export const ring = (percent: number, label: string): Node =>
  h("div", { class: "ring", role: "img", "aria-label": label, style: `--share: ${percent}%` }, h("span", {}, percent))

export const bar = (percent: number, label: string): Node =>
  h("span", { class: "bar", role: "img", "aria-label": label }, h("span", { style: `inline-size: ${percent}%` }))

export const percent = (share: number | null): string => (share === null ? "–" : `${Math.round(share * 100)} %`)
