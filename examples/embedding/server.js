import { readFileSync } from 'node:fs';
import { createHost } from './create-host.js';

/** Runs the portals of a file, a list of variables for each: `node server.js portals.json`. */
const [, , file = 'portals.json'] = process.argv;
const host = await createHost(JSON.parse(readFileSync(file, 'utf8')));
await host.run();
const server = host.app.listen(Number(process.env.PORT ?? 8480), '127.0.0.1');

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    server.close(() => host.stop());
    // An open event stream would keep the server from closing.
    host.drain();
  });
