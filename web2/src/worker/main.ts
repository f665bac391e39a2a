import { runWorker } from './run-worker';

/** `pnpm worker` */
await runWorker();
