import { assert, describe, it } from "@effect/vitest"
import { isEnglish } from "../../src/offline/markdown/language.ts"
import { asked } from "./asking.ts"

const german = "\n\nDas Herz ist ein Muskel, der das Blut mit jedem Schlag durch den ganzen Körper pumpt.\n"

const whole = (text: string): boolean => isEnglish(text, { start: 0, end: text.length })

describe("notes in other languages", () => {
  it("are asked about terms without English words, in the writer's letters", () => {
    const note = `**Ödem**: die Ansammlung von Wasser im Gewebe${german}\nPuls :: die Welle in der Aorta\n`
    assert.deepStrictEqual(asked(note, "Symptome"), [
      "Ödem = ? (Symptome) => die Ansammlung von Wasser im Gewebe",
      "Puls = ? (Symptome) => die Welle in der Aorta"
    ])
  })

  it("are asked in at least eight characters where no section helps", () => {
    assert.deepStrictEqual(asked(`${german}Puls :: die Welle in der Aorta\n\nRR :: der Druck im Blut\n`), [
      "Puls = ? => die Welle in der Aorta",
      "“RR” = …? => der Druck im Blut"
    ])
  })

  it("are asked about tables by row and column as written", () => {
    const table = "| Klappe | Typ |\n|-|-|\n| Mitralklappe | Segelklappe |\n| Aortenklappe | Taschenklappe |\n"
    assert.deepStrictEqual(asked(table + german, "Klappen"), [
      "Mitralklappe – Typ? (Klappen) => Segelklappe",
      "Aortenklappe – Typ? (Klappen) => Taschenklappe"
    ])
  })

  it("are asked about properties, initials and years in their own words", () => {
    const note = `Hauptstadt: Berlin\n\nDie Elektrokardiographie (EKG) hilft.\n\n- 1815: Schlacht bei Waterloo\n- Bund: Verbindung mehrerer Länder\n${german}`
    assert.deepStrictEqual(asked(note, "Deutschland"), [
      "Deutschland – Hauptstadt? => Berlin",
      "EKG = ? (Deutschland) => Elektrokardiographie",
      "1815 = ? (Deutschland) => Schlacht bei Waterloo",
      "Bund = ? (Deutschland) => Verbindung mehrerer Länder"
    ])
  })

  it("are told by their smallest words, or by their script", () => {
    assert.isFalse(whole(german))
    assert.isFalse(whole("Le cœur est un muscle qui pompe le sang dans tout le corps par les artères."))
    assert.isFalse(whole("Сердце качает кровь по всему телу через артерии и вены каждый день без отдыха и сна"))
    assert.isFalse(whole("Sydän pumppaa verta koko kehoon valtimoiden kautta joka päivä. ".repeat(8)))
  })
})

describe("English", () => {
  it("is told from prose and from a table of terms", () => {
    assert.isTrue(whole("The heart is a muscle that pumps blood to every part of the body with each of its beats."))
    assert.isTrue(whole("| Drug | Class |\n|-|-|\n| Atenolol | beta blocker |\n| Ramipril | ACE inhibitor |\n"))
  })

  it("is not mistaken for its code", () => {
    assert.isTrue(
      whole(`The loop runs for each of the rows.\n\n\`\`\`js\n${"let die = das.map(und) ".repeat(30)}\n\`\`\`\n`)
    )
  })

  it("is assumed where there is too little to tell", () => {
    assert.isTrue(whole("saudade :: Sehnsucht"))
  })
})
