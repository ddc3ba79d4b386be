/**
 * Study days tile time without gap or overlap, whatever clocks do.
 */
import { assert, describe, it } from "@effect/vitest"
import { type StudyCalendar, StudyDay, TimeZoneName, formatStudyDay, startOf, studyDayOf } from "@loopi/core"
import { DateTime, Schema } from "effect"
import { seeded, times } from "../../fixtures/random.ts"

// Each of them once moved its clocks in a way that breaks day arithmetic by offsets or by 24 hours.
const zones = [
  "UTC",
  "Africa/Casablanca",
  "America/Havana",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Antarctica/Casey",
  "Antarctica/Troll",
  "Asia/Kathmandu",
  "Asia/Pyongyang",
  "Asia/Tehran",
  "Australia/Lord_Howe",
  "Europe/Lisbon",
  "Pacific/Apia",
  "Pacific/Kwajalein"
]

const calendar = (timeZone: string, rolloverHour: number): StudyCalendar => ({
  timeZone: TimeZoneName.make(timeZone),
  rolloverHour
})
const instant = (iso: string) => DateTime.makeUnsafe(iso)
const begins = (day: number, in_: StudyCalendar) => DateTime.toEpochMillis(startOf(StudyDay.make(day), in_))
const dayAt = (millis: number, in_: StudyCalendar) => studyDayOf(DateTime.makeUnsafe(millis), in_)
const named = (iso: string, in_: StudyCalendar) => formatStudyDay(studyDayOf(instant(iso), in_))
const hoursOf = (iso: string, in_: StudyCalendar) => {
  const day = studyDayOf(instant(iso), in_)
  return (begins(day + 1, in_) - begins(day, in_)) / 3_600_000
}

const from = Date.UTC(1990, 0, 1)
const until = Date.UTC(2040, 0, 1)

/** The instant belongs to the day that has begun and not to the next. */
const assertTiled = (millis: number, in_: StudyCalendar) => {
  const day = dayAt(millis, in_)
  const what = `${DateTime.formatIso(DateTime.makeUnsafe(millis))} ${in_.timeZone} ${in_.rolloverHour}`
  assert.isAtMost(begins(day, in_), millis, what)
  assert.isAbove(begins(day + 1, in_), millis, what)
}

describe("studyDayOf", { timeout: 30_000 }, () => {
  it("finds the day that holds any instant from 1990 to 2040, in any zone and at any rollover hour", () => {
    const random = seeded(11)
    for (const zone of zones) {
      for (let hour = 0; hour < 24; hour++) {
        times(12, () => assertTiled(random.between(from, until), calendar(zone, hour)))
      }
    }
  })

  it("is right around every change of clocks, to the millisecond", () => {
    for (const zone of zones) {
      for (const change of changesOf(zone)) {
        for (const hour of [0, 1, 2, 4, 23]) {
          const in_ = calendar(zone, hour)
          const edge = begins(dayAt(change, in_), in_)
          for (const millis of [change - 1, change, edge - 1, edge, edge + 1]) assertTiled(millis, in_)
        }
      }
    }
  })

  it("never goes back while time goes on", () => {
    for (const zone of zones) {
      for (const change of changesOf(zone)) {
        const in_ = calendar(zone, 1)
        const days = times(24, (i) => dayAt(change + (i - 12) * 1_860_000, in_))
        assert.deepEqual(
          days,
          days.toSorted((a, b) => a - b),
          zone
        )
      }
    }
  })

  it("begins at the rollover hour of the learner's own clock", () => {
    const lisbon = calendar("Europe/Lisbon", 4)
    assert.strictEqual(named("2026-07-01T02:59:59Z", lisbon), "2026-06-30")
    assert.strictEqual(named("2026-07-01T03:00:00Z", lisbon), "2026-07-01")
    assert.strictEqual(named("2026-07-01T18:15:00Z", calendar("Asia/Kathmandu", 0)), "2026-07-02")
    assert.strictEqual(named("2026-07-01T18:14:59Z", calendar("Asia/Kathmandu", 0)), "2026-07-01")
  })

  it("knows no 30 December 2011 in Apia, which slept through it", () => {
    for (const hour of [0, 4, 12]) {
      const apia = calendar("Pacific/Apia", hour)
      const days = times(96, (i) => dayAt(Date.UTC(2011, 11, 29) + i * 3_600_000, apia))
      const names = [...new Set(days)].map((day) => formatStudyDay(day))
      assert.notInclude(names, "2011-12-30")
      assert.includeMembers(names, ["2011-12-29", "2011-12-31"])
    }
  })

  it("survives St John's, where clocks changed at one minute past midnight", () => {
    const midnight = calendar("America/St_Johns", 0)
    // 2006-10-29: at 00:01 it was 23:01 of the day before again, and the day had begun already
    assert.strictEqual(named("2006-10-29T02:30:30Z", midnight), "2006-10-29")
    assert.strictEqual(named("2006-10-29T02:31:30Z", midnight), "2006-10-29")
    assert.strictEqual(hoursOf("2006-10-29T12:00:00Z", midnight), 25)
  })
})

describe("startOf", { timeout: 30_000 }, () => {
  it("makes days of 23 and 25 hours where clocks change, of 23 1/2 and 24 1/2 on Lord Howe", () => {
    const newYork = calendar("America/New_York", 0)
    const lordHowe = calendar("Australia/Lord_Howe", 0)
    assert.deepEqual(
      ["2026-03-08T12:00:00Z", "2026-03-09T12:00:00Z", "2026-11-01T12:00:00Z"].map((iso) => hoursOf(iso, newYork)),
      [23, 24, 25]
    )
    assert.deepEqual(
      ["2026-04-05T00:00:00Z", "2026-10-04T00:00:00Z"].map((iso) => hoursOf(iso, lordHowe)),
      [24.5, 23.5]
    )
  })

  it("begins a day after the gap where clocks skip the rollover hour", () => {
    // Havana and Sao Paulo went from 00:00 to 01:00
    const day = studyDayOf(instant("2018-11-04T12:00:00Z"), calendar("America/Sao_Paulo", 0))
    const start = startOf(day, calendar("America/Sao_Paulo", 0))
    assert.strictEqual(DateTime.formatIso(start), "2018-11-04T03:00:00.000Z")
    assert.strictEqual(hoursOf("2013-03-10T12:00:00Z", calendar("America/Havana", 0)), 23)
  })

  it("begins a day once where clocks pass the rollover hour twice", () => {
    // Lisbon, 2026-10-25: 01:30 comes at 00:30 and again at 01:30 UTC
    const lisbon = calendar("Europe/Lisbon", 1)
    assert.strictEqual(named("2026-10-24T23:59:59Z", lisbon), "2026-10-24")
    assert.strictEqual(named("2026-10-25T00:00:00Z", lisbon), "2026-10-25")
    assert.strictEqual(named("2026-10-25T01:00:00Z", lisbon), "2026-10-25")
  })

  it("never begins a day before the one before it", () => {
    for (const zone of ["America/St_Johns", "Antarctica/Casey", "Pacific/Apia", "Pacific/Kwajalein"]) {
      const in_ = calendar(zone, 0)
      const starts = times(18_300, (i) => begins(7_305 + i, in_))
      assert.isTrue(
        starts.every((start, i) => i === 0 || start >= (starts[i - 1] ?? Infinity)),
        zone
      )
    }
  })
})

describe("TimeZoneName", () => {
  it("takes IANA names and nothing else", () => {
    const takes = Schema.is(TimeZoneName)
    assert.isTrue(takes("Europe/Lisbon") && takes("America/Argentina/Buenos_Aires"))
    assert.isFalse(
      takes("") || takes("Mars/Olympus") || takes(`Europe/${"x".repeat(100)}`) || takes("Europe/Lisbon\u0000")
    )
  })
})

/** The hours at which a zone's clocks changed, found by looking at every day and then closer. */
const changesOf = (zone: string): ReadonlyArray<number> => {
  const offsetAt = (millis: number) => {
    const local = DateTime.toParts(DateTime.setZone(DateTime.makeUnsafe(millis), DateTime.zoneMakeNamedUnsafe(zone)))
    return (
      Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute) - Math.floor(millis / 60_000) * 60_000
    )
  }
  const found: Array<number> = []
  for (let day = from; day < until; day += 86_400_000 * 7) {
    let [low, high] = [day, day + 86_400_000 * 7]
    if (offsetAt(low) === offsetAt(high)) continue
    while (high - low > 60_000) {
      const middle = Math.floor((low + high) / 120_000) * 60_000
      if (offsetAt(middle) === offsetAt(low)) low = middle
      else high = middle
    }
    found.push(high)
  }
  return found
}
