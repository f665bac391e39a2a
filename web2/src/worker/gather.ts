/**
 * Lets calls share a statement: those that come while one is under way go together into the next. An idle worker waits for
 * nothing, a busy one asks once for many.
 * @param work answers its inputs in their order
 */
export function gather<Input, Output>(work: (inputs: Input[]) => Promise<Output[]>): (input: Input) => Promise<Output> {
  interface Call {
    input: Input;
    resolve: (output: Output) => void;
    reject: (error: unknown) => void;
  }
  let waiting: Call[] = [];
  let busy = false;

  async function workOff(): Promise<void> {
    while (waiting.length > 0) {
      const calls = waiting;
      waiting = [];
      try {
        const outputs = await work(calls.map(({ input }) => input));
        for (const [index, call] of calls.entries()) call.resolve(outputs[index] as Output);
      } catch (error) {
        for (const call of calls) call.reject(error);
      }
    }
    busy = false;
  }

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (busy) return;
      busy = true;
      // Not at once: what is asked for in the same breath goes together.
      queueMicrotask(workOff);
    });
}
