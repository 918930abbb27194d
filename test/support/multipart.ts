export * from '../../src/testing/multipart.js';
