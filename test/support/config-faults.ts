import assert from 'node:assert/strict';
import { readConfig } from '../../src/core/config.js';
import { StartRefusedError } from '../../src/core/errors.js';

/** Why a portal with this environment would not start; empty: it would. */
export function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    assert.ok(error instanceof StartRefusedError);
    return error.faults;
  }
  return [];
}
