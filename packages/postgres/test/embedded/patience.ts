/**
 * These tests start databases and processes: a second each on a quiet machine, many times that on a busy one.
 */
import { vi } from "vitest"

export const bePatient = (): void => vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
