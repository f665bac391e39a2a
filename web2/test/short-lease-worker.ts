import { runWorker } from '@/worker/run-worker';

/** `pnpm worker` with leases of seconds, so that a test need not wait for two minutes until a dead one is taken over. */
await runWorker({ timing: { leaseSeconds: 3, heartbeatMs: 500, backoffSeconds: () => 0.2 }, pauseMs: 100 });
