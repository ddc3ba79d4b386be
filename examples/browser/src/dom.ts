/**
 * Elements, made in one expression each.
 */
import { Effect, type Scope } from "effect"

export type Child = Node | string | number | false | undefined

export interface Properties {
  readonly [name: string]: string | number | boolean | undefined | ((event: Event) => void)
}

/** An element with attributes, listeners (`onclick`) and children; what is `false` or `undefined` is left out. */
export const h = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: ReadonlyArray<Child>
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value)
    else if (typeof value === "boolean") element.toggleAttribute(name, value)
    else if (value !== undefined) element.setAttribute(name, `${value}`)
  }
  // As text, whatever it says.
  element.append(...children.flatMap((child) => (child === false || child === undefined ? [] : [textOr(child)])))
  return element
}

const textOr = (child: Node | string | number): Node | string => (typeof child === "number" ? `${child}` : child)

/** A field with its label. */
export const field = (label: string, properties: Properties): HTMLLabelElement =>
  h("label", {}, h("span", {}, label), h("input", properties))

/** What was typed into a form, by the names of its fields. */
export const typed = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []))
  )

/** The element of the page with this id. */
export const place = (id: string): HTMLElement => {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`the page has no ${id}`)
  return element
}

/**
 * Lets keys press the buttons that name them in `aria-keyshortcuts`, until the view is left. What is typed into a field
 * is left alone, and so is what a key means by itself where it is pressed.
 */
export const shortcuts = (view: HTMLElement): Effect.Effect<void, never, Scope.Scope> => {
  const pressed = (event: KeyboardEvent) => {
    const { altKey, ctrlKey, key, metaKey, repeat, target } = event
    const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    const isOwn = key === " " && (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement)
    if (isField || isOwn || altKey || ctrlKey || metaKey || repeat || view.inert) return
    const name = key === " " ? "Space" : key.toUpperCase()
    const buttons = [...view.querySelectorAll<HTMLButtonElement>("button[aria-keyshortcuts]")]
    const button = buttons.find((button) => button.getAttribute("aria-keyshortcuts") === name)
    if (button === undefined) return
    event.preventDefault()
    button.click()
  }
  return Effect.acquireRelease(
    Effect.sync(() => document.addEventListener("keydown", pressed)),
    () => Effect.sync(() => document.removeEventListener("keydown", pressed))
  )
}
