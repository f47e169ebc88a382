/** Runs tasks one after another, so that the lines of different events do not mix. */
export interface TaskQueue {
  readonly add: (work: () => Promise<void>) => void;
  readonly finished: () => Promise<void>;
}

export function taskQueue(): TaskQueue {
  let last = Promise.resolve();
  return {
    add: (work) => {
      last = last.then(work);
    },
    finished: () => last,
  };
}
