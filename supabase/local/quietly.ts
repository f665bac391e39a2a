/** Runs `work` while the console is closed to libraries that greet on it. What they report as an error still shows. */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { info, warn } = console;
  const drop = () => {};
  Object.assign(console, { info: drop, warn: drop });
  try {
    return await work();
  } finally {
    Object.assign(console, { info, warn });
  }
}
