import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Whole programs are started and driven here; a busy machine needs patience, not a red test.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores are what a small server and our CI have; more workers than that only fight.
    maxWorkers: 2,
    coverage: { include: ['src/**/*.ts'] },
  },
})
