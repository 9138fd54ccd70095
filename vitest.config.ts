import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Two cores are what a small server and our CI have; more workers than that only fight.
    maxWorkers: 2,
    coverage: { include: ['src/**/*.ts'] },
  },
})
