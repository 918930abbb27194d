export * from '../../src/testing/visitor.js';
